/** Parsing and printing matches. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMatch } from '../../src/lang/match-parser.ts';
import { printMatch } from '../../src/lang/match-printer.ts';
import type { Chain, Match } from '../../src/lang/match-tree.ts';
import { aMatch, withoutSpans } from './any-match.ts';

function treeOf(text: string): Match {
  const parsed = parseMatch(text);
  if (parsed.error) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.tree;
}

test('a printed tree is parsed as the same tree', () => {
  fc.assert(
    fc.property(aMatch, match => {
      expect(withoutSpans(treeOf(printMatch(match)))).toEqual(match);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['ip4&&tcp.dst==80', 'ip4 && tcp.dst == 80'],
  ['( ( ip4 ) )', '((ip4))'],
  ['ip4||ip6||arp', 'ip4 || ip6 || arp'],
  ['!ip4 && !(ip6 || arp)', '!ip4 && !(ip6 || arp)'],
  ['ip4.src=={10.0.0.1 10.0.0.2,10.1.0.0/16,}', 'ip4.src == {10.0.0.1, 10.0.0.2, 10.1.0.0/16}'],
  ['ip4.src == $a', 'ip4.src == $a'],
  ['inport == {@pg, "x"}', 'inport == {@pg, "x"}'],
  ['80 == tcp.dst', '80 == tcp.dst'],
  ['0<reg0[3..3]<=7', '0 < reg0[3] <= 7'],
  ['is_chassis_resident("a\\u0041")', 'is_chassis_resident("aA")'],
  ['1 && 0', '1 && 0'],
  ['/* nothing */ ip4 // that is all', 'ip4'],
])('%s is written %s', (text, expected) => expect(printMatch(treeOf(text))).toBe(expected));

test('spans are the places of the parts', () => {
  const text = ' ip4 && !(reg0[0..3] == {1, 2})';
  const tree = treeOf(text) as Chain;
  const [, not] = tree.operands as [Match, Extract<Match, { kind: 'not' }>];
  const group = not.operand as Extract<Match, { kind: 'group' }>;
  const comparison = group.match as Extract<Match, { kind: 'comparison' }>;
  const parts = [tree, tree.operands[0]!, not, group, comparison, comparison.field, comparison.constants];
  expect(parts.map(({ offset, end }) => text.slice(offset, end))).toEqual([
    'ip4 && !(reg0[0..3] == {1, 2})',
    'ip4',
    '!(reg0[0..3] == {1, 2})',
    '(reg0[0..3] == {1, 2})',
    'reg0[0..3] == {1, 2}',
    'reg0[0..3]',
    '{1, 2}',
  ]);
});

/** Messages in OVN's words (lib/expr.c and lib/lex.c), with the place of the fault. */
describe('faults and their places', () => {
  test.each([
    ['', 0, 'Syntax error at end of input expecting constant.'],
    ['  ', 2, 'Syntax error at end of input expecting constant.'],
    ['ip4 &&', 6, 'Syntax error at end of input expecting constant.'],
    ['&& ip4', 0, "Syntax error at `&&' expecting constant."],
    ['ip4 ip6', 4, "Syntax error at `ip6' expecting end of input."],
    ['(ip4', 4, "Syntax error at end of input expecting `)'."],
    ['ip4)', 3, "Syntax error at `)' expecting end of input."],
    ['!!ip4', 1, "Syntax error at `!' expecting constant."],
    ['ip4 && ip6 || arp', 11, '&& and || must be parenthesized when used together.'],
    ['reg0 = 1', 5, "Syntax error at `=' expecting relational operator."],
    ['reg0 == ', 8, 'Syntax error at end of input expecting constant.'],
    ['reg0 == reg1', 8, "Syntax error at `reg1' expecting constant."],
    ['1 == 2', 5, "Syntax error at `2' expecting field name."],
    ['2', 1, 'Syntax error at end of input expecting relational operator.'],
    ['reg0 == {}', 9, "Syntax error at `}' expecting constant."],
    ['reg0 == {1,,2}', 11, "Syntax error at `,' expecting constant."],
    ['reg0[0x1] == 1', 5, "Syntax error at `0x1' expecting small integer."],
    ['reg0[0 == 1', 7, "Syntax error at `==' expecting `]'."],
    ['ip4 & ip6', 4, "`&' is only valid as part of `&&'."],
    ['reg0 == 0x', 8, 'Hex digits expected following 0x.'],
    ['inport == "a', 10, 'Input ends inside quoted string.'],
    ['ip4\n  ip6', 6, "Syntax error at `ip6' expecting end of input."],
  ])('%j at %i', (text, offset, message) => expect(parseMatch(text).error).toMatchObject({ offset, message }));
});

describe('no text is too long', () => {
  const isRefused = (text: string): boolean => parseMatch(text).error !== undefined;

  test('any text', () => {
    const aText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...'(){}[]!<=>,;$@^"&|.', '&&', '||', '==', 'ip4', '1', '..', ' ')).map(x => x.join('')),
    );
    fc.assert(
      fc.property(aText, text => void parseMatch(text)),
      { numRuns: 1000 },
    );
  });

  test('a megabyte of comments', () => {
    expect(treeOf(`${'/**/'.repeat(250_000)}ip4`)).toMatchObject({ kind: 'test' });
  });

  test('a million parentheses', () => {
    expect(parseMatch('('.repeat(1_000_000)).error).toMatchObject({ message: 'Parentheses nested too deeply.' });
  });

  test('parentheses as deep as OVN takes them, and one more', () => {
    expect([99, 100, 101].map(depth => isRefused(`${'('.repeat(depth)}ip4${')'.repeat(depth)}`))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('an expression of ten thousand terms', () => {
    const terms = Array.from({ length: 10_000 }, (_, index) => `reg0 == ${index}`);
    expect(treeOf(terms.join(' || '))).toMatchObject({ kind: 'or', operands: { length: 10_000 } });
    expect(treeOf(`ip4.src == {${terms.map((_, index) => `0.0.0.${index % 256}`)}}`)).toMatchObject({
      constants: { constants: { length: 10_000 } },
    });
  });
});
