/** Parsing actions: text to tree. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import type { Statement } from '../../src/lang/action-tree.ts';
import { printConstant, printField } from '../../src/lang/match-printer.ts';

function treeOf(text: string): readonly Statement[] {
  const parsed = parseActions(text);
  if (parsed.error) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.tree;
}

/** The structure of a statement: `set FIELD VALUE`, `swap FIELD FIELD`, `call NAME TOKENS { BLOCK }`. */
function outline(statement: Statement): string {
  if (statement.kind === 'exchange') return `swap ${printField(statement.left)} ${printField(statement.right)}`;
  if (statement.kind === 'assign') {
    const { left, right } = statement;
    const value =
      right.kind === 'field' ? printField(right) : right.kind === 'call' ? outline(right) : printConstant(right);
    return `set ${printField(left)} ${value}`;
  }
  const { name, tokens, block } = statement;
  const images = tokens.slice(0, -1).map(({ image }) => image);
  const inside = block ? ['{', ...block.map(outline), '}'] : [];
  return ['call', name.name, ...images, ...inside].join(' ');
}

test.each([
  ['', []],
  ['next;', ['call next']],
  ['output; next;', ['call output', 'call next']],
  ['ip.ttl--;', ['call ip.ttl --']],
  ['reg0 = 1;', ['set reg0 1']],
  ['reg0[0..3] = reg1[4..7];', ['set reg0[0..3] reg1[4..7]']],
  ['outport = "a"; output;', ['set outport "a"', 'call output']],
  ['eth.src <-> eth.dst;', ['swap eth.src eth.dst']],
  ['ct_lb_mark(backends=10.0.0.1:80,10.0.0.2:80);', ['call ct_lb_mark ( backends = 10.0.0.1 : 80 , 10.0.0.2 : 80 )']],
  ['reg0[7] = put_dhcp_opts(offerip = 10.0.0.4);', ['set reg0[7] call put_dhcp_opts ( offerip = 10.0.0.4 )']],
  ['ct_commit { ct_mark.natted = 1; };', ['call ct_commit { set ct_mark.natted 1 }']],
  ['clone { };', ['call clone { }']],
  ['arp { icmp4 { output; }; };', ['call arp { call icmp4 { call output } }']],
  ['a((1), (2 (3)));', ['call a ( ( 1 ) , ( 2 ( 3 ) ) )']],
])('%s', (text, expected) => expect(treeOf(text).map(outline)).toEqual(expected));

test('spans are the places of the parts', () => {
  const text = ' reg0 = 1; clone { output; }; ip.ttl--; next(pipeline=ingress, table=3);';
  expect(treeOf(text).map(({ offset, end }) => text.slice(offset, end))).toEqual([
    'reg0 = 1',
    'clone { output; }',
    'ip.ttl--',
    'next(pipeline=ingress, table=3)',
  ]);
});

/** Messages in OVN's words (lib/actions.c), with the place of the fault. */
describe('faults and their places', () => {
  test.each([
    ['next', 4, "Syntax error at end of input expecting `;'."],
    ['next next;', 5, "Syntax error at `next' expecting `;'."],
    [';', 0, "Syntax error at `;'."],
    ['next;;', 5, "Syntax error at `;'."],
    ['1;', 0, "Syntax error at `1'."],
    ['reg0 =;', 6, "Syntax error at `;' expecting constant."],
    ['reg0 = 1', 8, "Syntax error at end of input expecting `;'."],
    ['reg0[0] == 1;', 8, "Syntax error at `==' expecting `=' or `<->'."],
    ['clone { next;', 13, 'Syntax error at end of input.'],
    ['clone { next; }', 15, "Syntax error at end of input expecting `;'."],
    ['}', 0, "Syntax error at `}'."],
    ['reg0 = "a;', 7, 'Input ends inside quoted string.'],
    ['next(', 5, "Syntax error at end of input expecting `)'."],
    ['^tmpl;', 0, 'Unexpanded template.'],
  ])('%j at %i', (text, offset, message) => expect(parseActions(text).error).toMatchObject({ offset, message }));
});

describe('no text is too long', () => {
  const isRefused = (text: string): boolean => parseActions(text).error !== undefined;

  test('any text', () => {
    const aText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(...'(){}[]=,;$@^"&.-', '--', '<->', 'next;', 'clone', 'reg0', '1', '..', ' '))
        .map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(aText, text => void parseActions(text)),
      { numRuns: 1000 },
    );
  });

  test.each(['(', '{', 'clone {', 'a('])('a megabyte of %s', unit => {
    expect(isRefused(unit.repeat(Math.floor(1_000_000 / unit.length)))).toBe(true);
  });

  test('blocks as deep as OVN takes them, and one more', () => {
    const nested = (depth: number) => `${'clone { '.repeat(depth)}next; ${'}; '.repeat(depth)}`;
    expect([30, 31, 32].map(depth => isRefused(nested(depth)))).toEqual([false, false, true]);
  });

  test('ten thousand actions', () => expect(treeOf('reg0 = 1;'.repeat(10_000))).toHaveLength(10_000));
});
