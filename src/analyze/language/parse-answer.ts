/** What there is to say of one match, or of one list of actions: its canonical form, or what is wrong with it, and where. */

import { parseActions } from '../../lang/action-parser.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';
import type { Position } from '../../sema/actions/kit/context.ts';
import { printActions } from '../../sema/actions/rows.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import { compileExpression, type PortKeys } from '../../sema/match/evaluate.ts';
import { printExpression } from '../../sema/match/print-expression.ts';

export type ParseAnswer =
  | { readonly kind: 'refused'; readonly input: string; readonly error: ParseError }
  | {
      readonly kind: 'match';
      readonly input: string;
      readonly canonical: string;
      /** With predicates expanded and prerequisites added. */
      readonly annotated: string;
      /** Whether it holds, for each packet. */
      readonly evaluates: readonly boolean[];
    }
  | {
      readonly kind: 'actions';
      readonly input: string;
      readonly canonical: string;
      /** What the actions ask of a packet; absent where they ask nothing. */
      readonly prereqs?: string;
    };

/** Packets that matches are held against, and what the names of ports mean in them. */
export interface Scene {
  readonly packets: readonly Packet[];
  readonly portKeys: PortKeys;
}

export function answerMatch(input: string, names: Names, { packets, portKeys }: Scene): ParseAnswer {
  const bound = bindMatch(parseMatch(input), input, names);
  if ('error' in bound) return { kind: 'refused', input, error: bound.error };
  const annotated = annotate(bound.value);
  const holds = compileExpression(annotated);
  return {
    kind: 'match',
    input,
    canonical: printExpression(bound.value),
    annotated: printExpression(annotated),
    evaluates: packets.map(packet => holds(packet.words, portKeys)),
  };
}

export function answerActions(input: string, position: Position): ParseAnswer {
  const bound = bindActions(parseActions(input), position);
  if ('error' in bound) return { kind: 'refused', input, error: bound.error };
  const { actions, prereqs } = bound.value;
  return {
    kind: 'actions',
    input,
    canonical: printActions(actions),
    ...(prereqs && { prereqs: printExpression(prereqs) }),
  };
}
