/**
 * Facts about the match of a flow: what a packet must have to match. Simple terms are read without parsing the match,
 * because these facts are needed of many flows. All others are read from its expression.
 */

import { ones } from '../../base/bits.ts';
import { rememberTexts } from '../../base/remember.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import { unquote } from '../../lang/quoted-string.ts';
import { formatValue } from '../../ovn/fields/format-value.ts';
import { annotate } from '../match/annotate.ts';
import { bindMatch } from '../match/bind-match.ts';
import type { Names } from '../match/bind-operands.ts';
import type { Expression } from '../match/expression.ts';
import { findTerm, termsAbout } from '../match/match-terms.ts';
import { locate } from '../symbol.ts';

/** The possible input ports of a matching packet; undefined if the match names no port, or is invalid. */
export const inportsOf = (match: string): readonly string[] | undefined => requiredValues(match, 'inport');

/** The possible source MACs of a matching packet, as OVN prints them; undefined if the match does not limit them. */
export const ethSourcesOf = (match: string): readonly string[] | undefined => requiredValues(match, 'eth.src');

/** A fact that is true or false of a match. */
export interface MatchFact {
  /** A quick test of a match that ovn-northd wrote, for networks of many flows. If it is false, `holds` is false. */
  mayHold(match: string): boolean;
  holds(match: string): boolean;
}

/** The match compares the inport and nothing else. */
export const IS_ONLY_INPORT: MatchFact = {
  mayHold: match => match.startsWith('inport == ') && !match.includes(' && '),
  holds: match => {
    const expression = expressionOf(match);
    return expression?.kind === 'compare-string' && isEqualTo(expression, 'inport');
  },
};

/** The match compares one port, the inport or the outport, and nothing else. */
export const isOnlyPort = (match: string): boolean => {
  const expression = expressionOf(match);
  return expression?.kind === 'compare-string' && expression.operator === '==';
};

/** Whether a match compares a field, however it does. */
export function comparesField(match: string, field: string): boolean {
  const expression = match.includes(field) ? expressionOf(match) : undefined;
  return expression !== undefined && names(expression, field);
}

function names(expression: Expression, field: string): boolean {
  if (expression.kind === 'and' || expression.kind === 'or')
    return expression.operands.some(operand => names(operand, field));
  return 'symbol' in expression && expression.symbol.name === field;
}

/**
 * The ports of which a packet must have one to match, as its inport or its outport; undefined if the match does not limit
 * them, or is invalid. `members` are the ports of a group.
 */
export function requiredPorts(
  match: string,
  field: 'inport' | 'outport',
  members: (group: string) => readonly string[],
): readonly string[] | undefined {
  if (!match.includes(field)) return undefined;
  const bound = bindMatch(parseMatch(match), match, { addressSet: () => [], portGroup: members });
  return 'value' in bound ? portsIn(bound.value, field) : undefined;
}

/** Of several conditions that must hold, the one with the fewest ports. Sets of addresses are not known here. */
function portsIn(expression: Expression, field: 'inport' | 'outport'): readonly string[] | undefined {
  if (expression.kind === 'compare-string') return isEqualTo(expression, field) ? [expression.text] : undefined;
  if (expression.kind !== 'and' && expression.kind !== 'or') return undefined;
  const parts = expression.operands.map(operand => portsIn(operand, field));
  const known = parts.filter(part => part !== undefined);
  if (expression.kind === 'or') return known.length === parts.length ? known.flat() : undefined;
  return known.reduce<readonly string[] | undefined>(
    (best, part) => (best && best.length <= part.length ? best : part),
    undefined,
  );
}

/** Whether a match compares an address by its order, as in `ip4.src < 10.0.0.9`. */
export function ordersAddresses(match: string): boolean {
  const expression = /[<>]/.test(match) ? expressionOf(match) : undefined;
  return expression !== undefined && hasOrder(expression);
}

function hasOrder(expression: Expression): boolean {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.operands.some(hasOrder);
  if (expression.kind !== 'compare' || expression.symbol.isOvnField) return false;
  const isEquality = expression.operator === '==' || expression.operator === '!=';
  return !isEquality && ADDRESS_FORMATS.includes(locate(expression.symbol).location.format);
}

const ADDRESS_FORMATS: readonly string[] = ['ethernet', 'ipv4', 'ipv6'];

/** Only IPv4 packets match. */
export const IS_FOR_IPV4: MatchFact = {
  mayHold: match => match.includes('ip4'),
  holds: match => {
    const expression = expressionOf(match);
    return expression !== undefined && isRequired(annotate(expression), isIPv4);
  },
};

type Field = 'inport' | 'eth.src';

const termsOf = rememberTexts(field => termsAbout([field]));

function requiredValues(match: string, field: Field): readonly string[] | undefined {
  if (!match.includes(field)) return undefined;
  const value = findTerm(match, termsOf(field))?.value;
  if (value !== undefined && !value.startsWith('@')) return unquoted(value);
  const expression = expressionOf(match);
  return expression && valuesIn(expression, field);
}

function unquoted(value: string): readonly string[] | undefined {
  if (!value.startsWith('"')) return [value];
  const name = unquote(value);
  return 'value' in name ? [name.value] : undefined;
}

/** The members of sets are unknown here, so a comparison with a set requires nothing. */
const NAMES: Names = { addressSet: () => [], portGroup: () => [] };

function expressionOf(match: string): Expression | undefined {
  const bound = bindMatch(parseMatch(match), match, NAMES);
  return 'value' in bound ? bound.value : undefined;
}

/** The values of which `field` must have one for `expression` to hold. */
function valuesIn(expression: Expression, field: Field): readonly string[] | undefined {
  switch (expression.kind) {
    case 'and':
      return expression.operands.map(operand => valuesIn(operand, field)).find(values => values !== undefined);
    case 'or': {
      const values = expression.operands.map(operand => valuesIn(operand, field));
      return values.every(each => each !== undefined) ? values.flat() : undefined;
    }
    default:
      return equalTo(expression, field);
  }
}

function equalTo(expression: Expression, field: Field): readonly string[] | undefined {
  if (expression.kind === 'compare-string') return isEqualTo(expression, field) ? [expression.text] : undefined;
  if (expression.kind !== 'compare' || !isEqualTo(expression, field)) return undefined;
  const { symbol, mask, value } = expression;
  return mask === ones(symbol.width) ? [formatValue(locate(symbol).location, value)] : undefined;
}

const isEqualTo = (
  { symbol, operator }: Extract<Expression, { kind: 'compare' | 'compare-string' }>,
  field: string,
): boolean => symbol.name === field && operator === '==';

/** Whether `expression` can hold only if a comparison for which `test` is true holds. */
function isRequired(expression: Expression, test: (leaf: Expression) => boolean): boolean {
  if (expression.kind === 'and') return expression.operands.some(operand => isRequired(operand, test));
  if (expression.kind === 'or') return expression.operands.every(operand => isRequired(operand, test));
  return test(expression);
}

const isIPv4 = (leaf: Expression): boolean =>
  leaf.kind === 'compare' && leaf.symbol.name === 'eth.type' && leaf.operator === '==' && leaf.value === 0x800n;
