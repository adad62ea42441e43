/** Simplifying an expression never changes its value for a packet: all small expressions on all small packets. */
import { describe, expect, test } from 'vitest';
import { parseMatch } from '../../../src/lang/match-parser.ts';
import { Packet } from '../../../src/ovn/fields/packet.ts';
import { annotate } from '../../../src/sema/match/annotate.ts';
import { bindMatch } from '../../../src/sema/match/bind-match.ts';
import { compileExpression } from '../../../src/sema/match/evaluate.ts';
import { combine, type Expression, negate } from '../../../src/sema/match/expression.ts';
import { printExpression } from '../../../src/sema/match/print-expression.ts';
import { simplify } from '../../../src/sema/match/simplify.ts';

const NO_NAMES = { addressSet: () => [], portGroup: () => [] };
const noPorts = () => undefined;

function bind(text: string): Expression {
  const bound = bindMatch(parseMatch(text), text, NO_NAMES);
  if ('error' in bound) throw new Error(`${text}: ${bound.error.message}`);
  return bound.value;
}

const OPERATORS = ['==', '!=', '<', '<=', '>', '>='];

const TERMS = [
  ...OPERATORS.flatMap(operator => [0, 2, 3].map(value => `reg0[0..1] ${operator} ${value}`)),
  ...[0, 3].map(value => `ip.ecn == ${value}`),
  'ct.est',
  '!ct.trk',
  '0',
  '1',
  'reg0 == 0/0',
  'reg0 != 0/0',
  '0 < reg0[0..1] < 3',
  'reg0[0..1] == {1, 2}',
  'ip4.src == $empty',
  'is_chassis_resident("here")',
].map(bind);

const packets = [0, 1, 2, 3].flatMap(reg0 =>
  [0, 3].flatMap(ecn =>
    [0, 0x20, 0x22].flatMap(state =>
      [0, 0x800].map(type => {
        const packet = new Packet();
        packet.words[0] = reg0;
        packet.set('nw_ecn', ecn);
        packet.set('ct_state', state);
        packet.set('dl_type', type);
        return packet.words;
      }),
    ),
  ),
);

function verdicts(expression: Expression): string {
  const holds = compileExpression(expression);
  return packets.map(words => (holds(words, noPorts) ? '1' : '0')).join('');
}

/** The simplified expressions that have another value. */
function changed(expressions: Iterable<Expression>): string[] {
  const found: string[] = [];
  for (const expression of expressions) {
    const annotated = annotate(expression);
    const simplified = simplify(annotated, () => true);
    if (verdicts(annotated) !== verdicts(simplified)) found.push(printExpression(expression));
  }
  return found;
}

const KINDS = ['and', 'or'] as const;

function* pairs(): Generator<Expression> {
  for (const a of TERMS) for (const b of TERMS) for (const kind of KINDS) yield combine(kind, [a, b]);
}

/** `a && b && c`, `a || b || c`, `(a && b) || c`, `(a || b) && c`. */
function* triples(): Generator<Expression> {
  for (const pair of pairs()) for (const c of TERMS) for (const kind of KINDS) yield combine(kind, [pair, c]);
}

describe('the value of an expression for every packet stays', () => {
  test('one term', () => expect(changed(TERMS)).toEqual([]));
  test('two terms', () => expect(changed(pairs())).toEqual([]));
  test('three terms', () => expect(changed(triples())).toEqual([]));
});

test('a negated expression says the opposite', () => {
  const opposite = (text: string) => text.replace(/./g, digit => (digit === '0' ? '1' : '0'));
  for (const expression of pairs()) expect(verdicts(negate(expression))).toBe(opposite(verdicts(expression)));
});

/** `expr_simplify()` and `expr_evaluate_condition()` decide these without a packet. */
test.each([
  ['1 && reg0 == 1', 'reg0 == 0x1'],
  ['0 || reg0 == 1', 'reg0 == 0x1'],
  ['0 && reg0 == 1', '0'],
  ['1 || reg0 == 1', '1'],
  ['reg0 >= 0', '1'],
  ['reg0 <= 0xffffffff', '1'],
  ['reg0 == 0/0', '1'],
  ['reg0 != 0/0', '0'],
  ['ip4.src == $empty', '0'],
  ['ip4.src != $empty', '1'],
  ['is_chassis_resident("here") && reg0 == 1', 'reg0 == 0x1'],
  ['is_chassis_resident("there") && reg0 == 1', '0'],
  ['!is_chassis_resident("there")', '1'],
])('%s is %s', (text, expected) => {
  expect(printExpression(simplify(bind(text), port => port === 'here'))).toBe(expected);
});
