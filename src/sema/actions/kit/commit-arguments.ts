/** `ct_commit(ct_mark=1/1, ct_label=1)`, as up to OVN 24.03 (lib/actions.c of v24.03.9, parse_CT_COMMIT_V1()). */
import { ones } from '../../../base/bits.ts';
import type { Integer } from '../../../lang/constant.ts';
import { bindName } from '../../match/bind-operands.ts';
import type { Action } from './action.ts';
import type { Cursor } from './cursor.ts';

const FIELDS = ['ct_mark', 'ct_label'] as const;

/** After the parenthesis. Neither the order nor the commas matter, and of one field the last value counts. */
export function readCommitArguments(cursor: Cursor): Action[] {
  const values = new Map<string, Integer>();
  while (!cursor.match('RightParen')) {
    const field = cursor.oneOf(FIELDS, '');
    cursor.force('Assign');
    if (!cursor.is('Integer')) throw cursor.unexpected('expecting integer');
    values.set(field, cursor.next().payload as Integer);
    cursor.match('Comma');
  }
  return FIELDS.flatMap(name => {
    const value = values.get(name);
    return value && value.mask !== 0n ? [loadOf(name, value)] : [];
  });
}

function loadOf(name: string, value: Integer): Action {
  const symbol = bindName({ name, offset: 0, end: 0 });
  return { kind: 'load', field: { symbol, low: 0, width: symbol.width }, value };
}

/** A field without a value, or with a mask of zero, is left out. */
export function printCommitArguments(actions: readonly Action[]): string {
  const loads = actions.filter(action => action.kind === 'load');
  const parts = loads.map(({ field, value }) => `${field.symbol.name}=${printBits(value, field.width)}`);
  return parts.length === 0 ? 'ct_commit' : `ct_commit(${parts.join(', ')})`;
}

function printBits(integer: Integer | string, width: number): string {
  if (typeof integer === 'string') return integer;
  const { value, mask = ones(width) } = integer;
  const hex = (bits: bigint) => `0x${(bits & ones(width)).toString(16)}`;
  return (mask & ones(width)) === ones(width) ? hex(value) : `${hex(value)}/${hex(mask)}`;
}
