/** An action as a JSON value: its kind and its parts. Fields and constants are in OVN's notation. */
import { type Integer, printInteger } from '../../lang/constant.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { BoundField, BoundSet } from '../../sema/match/bind-operands.ts';
import type { Json } from '../json.ts';

export const actionToJson = (action: Action): Json => objectToJson(action);

type Part = bigint | Json | BoundField | BoundSet | Integer | readonly Part[] | object;

function partToJson(part: Part): Json {
  if (typeof part === 'bigint') return String(part);
  if (typeof part !== 'object') return part;
  if (Array.isArray(part)) return part.map(partToJson);
  if ('symbol' in part) return printBoundField(part as BoundField);
  if ('notation' in part) return printInteger(part as Integer);
  if ('isBraced' in part) return (part as BoundSet).values.map(partToJson);
  return objectToJson(part);
}

const objectToJson = (parts: object): Json =>
  Object.fromEntries(
    Object.entries(parts)
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => [name, partToJson(part)]),
  );
