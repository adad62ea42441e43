/** Arbitrary match trees: every kind of node and every notation of constants, as the parser builds them. */
import fc, { type Arbitrary } from 'fast-check';
import type { Integer, Notation } from '../../src/lang/constant.ts';
import type { Constant, ConstantSet, Field, Match, Name } from '../../src/lang/match-tree.ts';

/** Spans depend on the text of a match, not on its tree. */
const NOWHERE = { offset: 0, end: 0 };

const WIDTHS: Readonly<Record<Notation, number>> = {
  decimal: 64,
  hexadecimal: 1024,
  ipv4: 32,
  ipv6: 128,
  ethernet: 48,
};

const bits = (width: number): Arbitrary<bigint> => fc.bigInt(0n, (1n << BigInt(width)) - 1n);

const prefix = (width: number): Arbitrary<bigint> =>
  fc.nat(width).map(length => ((1n << BigInt(length)) - 1n) << BigInt(width - length));

const anInteger: Arbitrary<Integer> = fc
  .constantFrom<Notation>('decimal', 'hexadecimal', 'ipv4', 'ipv6', 'ethernet')
  .chain(notation => {
    const width = WIDTHS[notation];
    const plain = bits(width).map(value => ({ notation, value }));
    const mask = notation === 'ipv4' || notation === 'ipv6' ? fc.oneof(prefix(width), bits(width)) : bits(width);
    return fc.oneof(
      plain,
      fc.record({ value: bits(width), mask }).map(pair => masked(notation, pair)),
    );
  })
  .map(asWritten);

const masked = (notation: Notation, pair: { value: bigint; mask: bigint }): Integer => ({
  notation,
  value: pair.value & pair.mask,
  mask: pair.mask,
});

/** Zero has the same text in decimal and hexadecimal. It is parsed as decimal unless it has a hexadecimal mask. */
function asWritten(integer: Integer): Integer {
  const { notation, value, mask } = integer;
  if (notation !== 'hexadecimal' || value !== 0n) return integer;
  if (mask === undefined || mask === 0n) return { ...integer, notation: 'decimal' };
  return integer;
}

const WORDS = ['ip4', 'eth.src', 'reg0', '_x', 'a.b.c', 'xxreg1', 'tcp', 'is_chassis_resident'] as const;

const aName: Arbitrary<Name> = fc.constantFrom(...WORDS).map(name => ({ name, ...NOWHERE }));

const someBits = fc
  .record({ low: fc.nat(127), more: fc.nat(1000) })
  .map(({ low, more }) => ({ low, high: low + more }));

const aField: Arbitrary<Field> = fc
  .record({ name: aName, bits: fc.option(someBits, { nil: undefined }) })
  .map(({ name, bits }) => ({ kind: 'field', name, ...(bits && { bits }), ...NOWHERE }));

/** Only pairs of surrogates: a lone one has no UTF-8 encoding. OVN allows no null character in a string. */
const aText = fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', ''));

const aConstant: Arbitrary<Constant> = fc.oneof(
  { weight: 4, arbitrary: anInteger.map(integer => ({ kind: 'integer' as const, integer, ...NOWHERE })) },
  aText.map(text => ({ kind: 'string' as const, text, ...NOWHERE })),
  fc
    .record({ kind: fc.constantFrom('address-set', 'port-group', 'template'), name: fc.constantFrom(...WORDS) })
    .map(set => ({ ...set, ...NOWHERE })),
);

const aConstantSet: Arbitrary<ConstantSet> = fc.oneof(
  aConstant.map(constant => ({ kind: 'constants' as const, isBraced: false, constants: [constant], ...NOWHERE })),
  fc
    .array(aConstant, { minLength: 1, maxLength: 4 })
    .map(constants => ({ kind: 'constants' as const, isBraced: true, constants, ...NOWHERE })),
);

const anOperator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');

type Kind<K extends Match['kind']> = Extract<Match, { kind: K }>;

const aComparison: Arbitrary<Kind<'comparison'>> = fc
  .record({ field: aField, operator: anOperator, constants: aConstantSet, isReversed: fc.boolean() })
  .map(parts => ({ kind: 'comparison', ...parts, ...NOWHERE }));

const aRange: Arbitrary<Kind<'range'>> = fc
  .record({
    left: aConstantSet,
    leftOperator: anOperator,
    field: aField,
    rightOperator: anOperator,
    right: aConstantSet,
  })
  .map(parts => ({ kind: 'range', ...parts, ...NOWHERE }));

const aLeaf: Arbitrary<Match> = fc.oneof(
  { weight: 5, arbitrary: aComparison },
  aRange,
  fc.boolean().map(value => ({ kind: 'literal' as const, value, ...NOWHERE })),
  aField.map(field => ({ kind: 'test' as const, field, ...NOWHERE })),
  fc.record({ name: aName, argument: aText }).map(parts => ({ kind: 'call' as const, ...parts, ...NOWHERE })),
);

/** A chain inside a chain or after a `!` needs parentheses. */
export const aMatch: Arbitrary<Match> = fc.letrec<{ match: Match; term: Match; chain: Match; primary: Match }>(tie => ({
  match: fc.oneof({ depthSize: 'small' }, tie('term'), tie('chain')),
  chain: fc
    .record({ kind: fc.constantFrom('and', 'or'), operands: fc.array(tie('term'), { minLength: 2, maxLength: 4 }) })
    .map(parts => ({ ...parts, ...NOWHERE })),
  term: fc.oneof(
    { weight: 3, arbitrary: tie('primary') },
    tie('primary').map(operand => ({ kind: 'not' as const, operand, ...NOWHERE })),
  ),
  primary: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    aLeaf,
    tie('match').map(match => ({ kind: 'group' as const, match, ...NOWHERE })),
  ),
})).match;

/** A tree with all its spans set to zero. */
export const withoutSpans = <T>(tree: T): T => JSON.parse(JSON.stringify(tree, withoutSpan), revive) as T;

const withoutSpan = (key: string, value: unknown): unknown => {
  if (key === 'offset' || key === 'end') return 0;
  return typeof value === 'bigint' ? `#${value}` : value;
};

const revive = (key: string, value: unknown): unknown =>
  (key === 'value' || key === 'mask') && typeof value === 'string' ? BigInt(value.slice(1)) : value;
