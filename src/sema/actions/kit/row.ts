/** A kind of action: how its arguments are read and how OVN prints it. */
import type { BoundField } from '../../match/bind-operands.ts';
import type { ActionKind, ActionOf, ActionShapes } from './action.ts';
import { type ActionContext, printBoundField, typeError, useField } from './context.ts';
import type { Cursor } from './cursor.ts';

/** An action without a result: NAME ARGUMENTS; */
export interface StatementRow<K extends ActionKind> {
  /** Reads the arguments after the name. */
  read(cursor: Cursor, context: ActionContext): ActionShapes[K];
  /** Prints the action without its semicolon. */
  print(action: ActionOf<K>): string;
}

/** An action whose result goes to a field: DESTINATION = NAME ARGUMENTS; */
export interface AssignmentRow<K extends ActionKind> {
  read(cursor: Cursor, context: ActionContext, destination: BoundField): ActionShapes[K];
  print(action: ActionOf<K>): string;
}

/** A row of any kind. */
export interface AnyStatementRow {
  read(cursor: Cursor, context: ActionContext): object;
}
export interface AnyAssignmentRow {
  read(cursor: Cursor, context: ActionContext, destination: BoundField): object;
}

/** Throws if a destination is not `width` bits wide or may not be written. */
export function checkDestination(
  cursor: Cursor,
  { scope }: ActionContext,
  destination: BoundField,
  width: number,
): void {
  const error = typeError(destination, width, true, scope);
  if (error !== undefined) throw cursor.fault(error, cursor.destination);
}

/** Reads a field of `width` bits (0 for a string field). */
export function readFieldArgument(cursor: Cursor, context: ActionContext, width: number): BoundField {
  const place = cursor.field(context.release);
  const field = useField(place, context);
  const error = typeError(field, width, false, context.scope);
  if (error !== undefined) throw cursor.fault(error, place);
  return field;
}

export const printResult = (destination: BoundField, call: string): string =>
  `${printBoundField(destination)} = ${call}`;
