/** What there is to know of one kind of action: how its arguments are read and how OVN prints it. */
import type { BoundField } from '../../match/bind-operands.ts';
import type { ActionKind, ActionOf, ActionShapes } from './action.ts';
import { type Context, printField, typeError } from './context.ts';
import type { Cursor } from './cursor.ts';

/** An action that stands alone: NAME ARGUMENTS; */
export interface StatementRow<K extends ActionKind> {
  /** Reads what stands behind the name. */
  read(cursor: Cursor, context: Context): ActionShapes[K];
  /** Without the semicolon. */
  print(action: ActionOf<K>): string;
}

/** An action whose result goes to a field: DESTINATION = NAME ARGUMENTS; */
export interface AssignmentRow<K extends ActionKind> {
  read(cursor: Cursor, context: Context, destination: BoundField): ActionShapes[K];
  print(action: ActionOf<K>): string;
}

/** A row of whatever kind. */
export interface AnyStatementRow {
  read(cursor: Cursor, context: Context): object;
}
export interface AnyAssignmentRow {
  read(cursor: Cursor, context: Context, destination: BoundField): object;
}

/** Refuses a destination that is not `width` bits wide, or that may not be written. */
export function checkDestination(cursor: Cursor, { scope }: Context, destination: BoundField, width: number): void {
  const error = typeError(destination, width, true, scope);
  if (error !== undefined) throw cursor.refusal(error, cursor.destination);
}

export const printResult = (destination: BoundField, call: string): string => `${printField(destination)} = ${call}`;
