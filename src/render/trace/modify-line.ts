/** The line for a change of a field: `ip4.dst = 10.0.0.1`. */
import { printMac } from '../../base/mac.ts';
import { formatHex, formatValue } from '../../ovn/fields/format-value.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import { printLoaded } from '../../sema/actions/rows.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { locate } from '../../sema/symbol.ts';
import type { NewValue } from '../../trace/state/modify-node.ts';
import type { NodeOf } from '../../trace/state/trace-node.ts';

type Printers = {
  readonly [From in NewValue['from']]: (to: Extract<NewValue, { from: From }>, field: BoundField) => string | undefined;
};

const PRINTERS: Printers = {
  constant: ({ constant }, field) => printLoaded(field, constant),
  field: ({ field, value }) => formatField(field, value),
  result: ({ value }) => String(value),
  neighbor: ({ mac }) => printMac(mac),
  decrement: () => undefined,
};

/** The new value as ovn-trace prints it. Undefined for a decrement: ovn-trace prints no value. */
export const valueText = (to: NewValue, field: BoundField): string | undefined =>
  (PRINTERS[to.from] as (to: NewValue, field: BoundField) => string | undefined)(to, field);

export function modifyLine({ field, to }: NodeOf<'modify'>): string {
  const value = valueText(to, field);
  return value === undefined ? `${printBoundField(field)}--` : `${printBoundField(field)} = ${value}`;
}

/** A value in Open vSwitch's notation: a whole field in its own format, a part of a field in hexadecimal. */
export function formatField(field: BoundField, value: bigint): string {
  const { location, low } = locate(field.symbol, field.low);
  const isWhole = low === 0 && field.width >= location.width;
  return isWhole ? formatValue(location, value) : formatHex(value);
}
