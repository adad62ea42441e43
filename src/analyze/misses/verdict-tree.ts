/**
 * Why a match holds for a packet or does not: each part of its text with its own verdict. Negations are moved into the
 * comparisons, as OVN does.
 */
import { parseMatch } from '../../lang/match-parser.ts';
import type { Comparison, Match } from '../../lang/match-tree.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { compileExpression } from '../../sema/match/evaluate.ts';
import type { Meanings } from '../../trace/choose/flow-lookup.ts';

/** A part of a match that has no parts itself, such as a comparison. */
export interface Atom {
  readonly kind: 'atom';
  readonly holds: boolean;
  readonly match: Exclude<Match, { kind: 'and' | 'or' | 'not' | 'group' }>;
  readonly isNegated: boolean;
  /** As it is written. */
  readonly text: string;
}

export type VerdictTree =
  | Atom
  | { readonly kind: 'and' | 'or'; readonly holds: boolean; readonly operands: readonly VerdictTree[] };

/** Undefined if the match cannot be parsed. */
export function verdictOf(text: string, packet: Packet, meanings: Meanings): VerdictTree | undefined {
  const parsed = parseMatch(text);
  if (parsed.error || !meanings.conditionOf(text)) return undefined;
  return verdict(parsed.tree, false, { text, packet, meanings });
}

interface Context {
  readonly text: string;
  readonly packet: Packet;
  readonly meanings: Meanings;
}

function verdict(match: Match, isNegated: boolean, context: Context): VerdictTree {
  switch (match.kind) {
    case 'group':
      return verdict(match.match, isNegated, context);
    case 'not':
      return verdict(match.operand, !isNegated, context);
    case 'and':
    case 'or':
      return chain((match.kind === 'and') !== isNegated ? 'and' : 'or', match.operands, isNegated, context);
    default:
      return atom(match, isNegated, context);
  }
}

function chain(kind: 'and' | 'or', parts: readonly Match[], isNegated: boolean, context: Context): VerdictTree {
  const operands = parts.map(part => verdict(part, isNegated, context));
  const holds = kind === 'and' ? operands.every(each => each.holds) : operands.some(each => each.holds);
  return { kind, holds, operands };
}

/** The whole match can be parsed, so each of its parts can. */
function atom(match: Atom['match'], isNegated: boolean, { text: whole, packet, meanings }: Context): Atom {
  const text = whole.slice(match.offset, match.end);
  const condition = meanings.conditionOf(isNegated ? `!(${text})` : text);
  const holds = condition !== undefined && compileExpression(condition)(packet.words, meanings.portKeys);
  return { kind: 'atom', holds, match, isNegated, text };
}

/** The name of the field that an atom is about; undefined if it is about none. */
export const fieldOf = ({ match }: Atom): string | undefined => ('field' in match ? match.field.name.name : undefined);

/** The operator of a comparison, with the negation in it. */
export const operatorOf = ({ match, isNegated }: Atom): Comparison['operator'] | undefined =>
  match.kind !== 'comparison' ? undefined : isNegated ? INVERSE[match.operator] : match.operator;

const INVERSE: Readonly<Record<Comparison['operator'], Comparison['operator']>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
