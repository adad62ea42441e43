/**
 * Assignments to a field, from another field or a constant (OVN 25.03, lib/actions.c, parse_LOAD() and
 * parse_assignment_action()).
 */
import type { Constant, Field } from '../../lang/match-tree.ts';
import { throwIf } from '../binding-fault.ts';
import { type BoundField, bindConstantSet, checkType } from '../match/bind-operands.ts';
import type { Action } from './kit/action.ts';
import { type ActionContext, typeError, useField } from './kit/context.ts';

export function bindLoad(left: Field, constant: Constant, context: ActionContext): Action {
  const field = bindLoaded(left, context);
  const { offset, end } = constant;
  const noNames = { addressSet: () => undefined, portGroup: () => undefined };
  const set = bindConstantSet({ kind: 'constants', isBraced: false, constants: [constant], offset, end }, noNames, '');
  throwIf(checkType(field, set)?.message, constant);
  return { kind: 'load', field, value: set.values[0]! };
}

/** A field that gets a constant. */
export function bindLoaded(left: Field, context: ActionContext): BoundField {
  const field = useField(left, context);
  throwIf(typeError(field, field.width, true, context.scope), left);
  return field;
}

export function bindMove(leftField: Field, rightField: Field, context: ActionContext, isExchange: boolean): Action {
  const left = useField(leftField, context);
  const right = useField(rightField, context);
  throwIf(moveError(left, right, isExchange), rightField);
  throwIf(typeError(left, left.width, true, context.scope), leftField);
  throwIf(typeError(right, right.width, isExchange, context.scope), rightField);
  return { kind: isExchange ? 'exchange' : 'move', left, right };
}

function moveError(left: BoundField, right: BoundField, isExchange: boolean): string | undefined {
  const describe = ({ symbol }: BoundField) => `${symbol.width ? 'integer' : 'string'} field (${symbol.name})`;
  if ((left.width === 0) !== (right.width === 0)) {
    if (isExchange) return `Can't exchange ${describe(left)} with ${describe(right)}.`;
    return `Can't assign ${describe(right)} to ${describe(left)}.`;
  }
  if (left.width === right.width) return undefined;
  if (isExchange) return `Can't exchange ${left.width}-bit field with ${right.width}-bit field.`;
  return `Can't assign ${right.width}-bit value to ${left.width}-bit destination.`;
}
