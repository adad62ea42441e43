/** The answer about one match or one list of actions: its canonical form, or its error with the place. */

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
      /** Whether it holds, for each of the packets. */
      readonly evaluates: readonly boolean[];
    }
  | {
      readonly kind: 'actions';
      readonly input: string;
      readonly canonical: string;
      /** The prerequisites of the actions. Absent if there are none. */
      readonly prereqs?: string;
    };

/** The packets on which matches are evaluated, and the tunnel keys of ports by name. */
export interface Scene {
  readonly packets: readonly Packet[];
  readonly portKeys: PortKeys;
}

export function answerMatch(input: string, names: Names, { packets, portKeys }: Scene): ParseAnswer {
  const bound = bindMatch(parseMatch(input), input, names);
  if ('error' in bound) return { kind: 'refused', input, error: bound.error };
  const annotated = annotate(bound.value, names.release);
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
