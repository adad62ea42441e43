/** The place of a fault is its reason in the text: the part between the marks. */
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import { parseMatch } from '../../src/lang/match-parser.ts';
import type { ParseError } from '../../src/lang/syntax-error.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import { bindMatch } from '../../src/sema/match/bind-match.ts';
import { readJsonLines } from '../support/recordings.ts';

const NAMES = { addressSet: () => undefined, portGroup: () => undefined };

function matchError(text: string): ParseError | undefined {
  const bound = bindMatch(parseMatch(text), text, NAMES);
  return 'error' in bound ? bound.error : undefined;
}

function actionsError(text: string): ParseError | undefined {
  const bound = bindActions(parseActions(text), { pipeline: 'ingress', table: 10, tables: 30 });
  return 'error' in bound ? bound.error : undefined;
}

/** The text with « and » around the place of its error, then the message. */
function marked(text: string, error: ParseError | undefined): string {
  if (!error) return text;
  const { offset, end, message } = error;
  return `${text.slice(0, offset)}«${text.slice(offset, end)}»${text.slice(end)} => ${message}`;
}

const withoutMarks = (row: string): string => row.slice(0, row.indexOf(' => ')).replace(/[«»]/g, '');

/** Messages from answers of ovn-trace 25.03.0. */
describe('matches', () => {
  test.each([
    "ip4 && «tpc» => Syntax error at `tpc' expecting field name.",
    'ip4 &&«» => Syntax error at end of input expecting constant.',
    'ip4 && «» => Syntax error at end of input expecting constant.',
    '«» => Syntax error at end of input expecting constant.',
    "tcp.dst == 80 «udp» => Syntax error at `udp' expecting end of input.",
    'ip4 && tcp.dst == «65536» => 17-bit constant is not compatible with 16-bit field tcp.dst.',
    'tcp.dst == {1, «65536», 2} => 17-bit constant is not compatible with 16-bit field tcp.dst.',
    '1 < tcp.dst < «65536» => 17-bit constant is not compatible with 16-bit field tcp.dst.',
    'inport == «1» => String field inport is not compatible with integer constant.',
    'inport == {"a", «0x0A»} => Syntax error at `0x0A\' expecting string.',
    "ip4.src == «$nobody» => Syntax error at `$nobody' expecting address set name.",
    "ip4.src == «$nobody» & ip4 => Syntax error at `$nobody' expecting address set name.",
    "tcp.dst == 65536 «&» ip4 => `&' is only valid as part of `&&'.",
    'ip4 && «reg0[3..1]» == 0 => Invalid bit range 3 to 1.',
    "reg0[3..1] «&» ip4 => `&' is only valid as part of `&&'.",
    'inport«» => Syntax error at end of input expecting relational operator.',
    "«tcp.dst» && ip4 => Explicit `!= 0' is required for inequality test of multibit field against 0.",
    'ip4 && «!tcp.dst == 1» => Missing parentheses around operand of !.',
    'ip4 && tcp «||» udp => && and || must be parenthesized when used together.',
    'ip4 && inport == «"a\\q"» => bad escape \\q',
    'ip4 && «é» => Invalid byte 0x-61 in input.',
  ])('%s', row => expect(marked(withoutMarks(row), matchError(withoutMarks(row)))).toBe(row));
});

/** Messages from the log of ovn-trace 25.03.0. */
describe('actions', () => {
  test.each([
    "next; «nxt»; => Syntax error at `nxt' expecting action.",
    "next«» => Syntax error at end of input expecting `;'.",
    'ct_lb(backends=«» => Syntax error at end of input expecting IP address.',
    'output; «next(pipeline=ingress, table=30)»; => "next" action cannot advance beyond table 29.',
    'reg0 = «4294967296»; => 33-bit constant is not compatible with 32-bit field reg0.',
    "reg0 = 4294967296 «&» => `&' is only valid as part of `&&'.",
    '«ip.proto» = 6; => Field ip.proto is not modifiable.',
    "reg0 = «reg1[0..7]»; => Can't assign 8-bit value to 32-bit destination.",
    "reg0[0..7] <-> «outport»; => Can't exchange integer field (reg0) with string field (outport).",
    '«ip.proto» <-> reg0[0..7]; => Field ip.proto is not modifiable.',
    '«ip4» = 1; => Predicate symbol ip4 used where lvalue required.',
    '«reg0[40]» = 1 & => Cannot select bits 40 to 40 of 32-bit field reg0.',
    "reg0[0] = «reg1»(3); => Can't assign 32-bit value to 1-bit destination.",
    "reg0 = reg1«(»3); => Syntax error at `(' expecting `;'.",
    'output; «reg0» = check_pkt_larger(1400); => Cannot use 32-bit field reg0[0..31] where 1-bit field is required.',
    'get_arp(outport, «reg0[0..7]»); => Cannot use 8-bit field reg0[0..7] where 32-bit field is required.',
    'push(«ip4»); => Predicate symbol ip4 used where lvalue required.',
    'pop(«ip.proto»); => Field ip.proto is not modifiable.',
    'reg0[0] = put_dhcp_opts(offerip = «"a"»); => DHCPv4 option offerip requires numeric value.',
    'reg0[0] = «put_dhcp_opts(lease_time = 3)»; => put_dhcp_opts requires offerip to be specified.',
    "reg0[0] = dns_lookup(«reg1»); => dns_lookup doesn't take any parameters",
    'ct_next(«x»); => "ct_next" action accepts only "dnat" or "snat" parameter.',
    '«set_meter(0)»; => Rate 0 for set_meter is not in valid.',
    '«set_queue(99999)»; => Queue ID 99999 for set_queue is not in valid range 0 to 61440.',
    "ct_commit_to_zone«;» => Syntax error at `;' expecting `('.",
    "log(verdict=«maybe»); => Syntax error at `maybe' unknown verdict.",
    "clone { arp { «x»; }; }; => Syntax error at `x' expecting action.",
    "drop; «next»; => Syntax error at `next' expecting end of input.",
    "output «{» next; }; => Syntax error at `{' expecting `;'.",
    'reg0[0] = put_dhcp_opts(offerip = «^ip»); => Unexpanded template.',
  ])('%s', row => expect(marked(withoutMarks(row), actionsError(withoutMarks(row)))).toBe(row));
});

describe('in the recorded answers', () => {
  const errors = (['matches.jsonl', 'actions.jsonl'] as const).flatMap(file =>
    readJsonLines<{ readonly input: string }>(`language/25.03/${file}`).flatMap(({ input }) => {
      const error = file === 'matches.jsonl' ? matchError(input) : actionsError(input);
      return error ? [{ input, ...error }] : [];
    }),
  );

  test('a syntax error is at the token that it names', () => {
    const named = errors.flatMap(error => {
      const [, token] = /^Syntax error at `(.*?)'(?: expecting .*)?\.$/.exec(error.message) ?? [];
      return token === undefined ? [] : [{ token, there: error.input.slice(error.offset, error.end) }];
    });
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ token, there }) => token !== there)).toEqual([]);
  });

  test('no place is outside the text, and only the end is empty', () => {
    const isFine = ({ input, offset, end }: (typeof errors)[number]) =>
      0 <= offset && end <= input.length && (offset < end || offset === input.length);
    expect(errors.filter(error => !isFine(error))).toEqual([]);
  });
});
