/** Actions that change fields of the packet (OVN 25.03, utilities/ovn-trace.c, execute_load() and those after it). */
import { formatHex, formatValue } from '../../ovn/fields/format-value.ts';
import { isRegister } from '../../ovn/fields/layout.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import { printAction } from '../../sema/actions/rows.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { locate } from '../../sema/symbol.ts';
import { note, readField, type Station, writeField } from '../state/execution-state.ts';
import { isWritable } from './writable.ts';

const isShown = (field: BoundField): boolean => !isRegister(locate(field.symbol).location);

export function executeLoad(action: ActionOf<'load'>, station: Station): void {
  const { field, value } = action;
  if (field.symbol.isOvnField) {
    note(station, 'modify', printAction(action).slice(0, -1));
    return;
  }
  if (isShown(field)) note(station, 'modify', printAction(action).slice(0, -1));
  if (typeof value === 'string') writeField(station, field, BigInt(station.datapath.portKeys(value) ?? 0));
  else if (isWritable(field.symbol.name, station.packet)) writeField(station, field, value.value, value.mask);
}

export function executeMove({ left, right }: ActionOf<'move'>, station: Station): void {
  noteMove(left, right, station);
  if (areWritable([left, right], station)) writeField(station, left, readField(station, right));
}

export function executeExchange({ left, right }: ActionOf<'exchange'>, station: Station): void {
  noteMove(left, right, station);
  noteMove(right, left, station);
  if (!areWritable([left, right], station)) return;
  const [leftValue, rightValue] = [readField(station, left), readField(station, right)];
  writeField(station, left, rightValue);
  writeField(station, right, leftValue);
}

const areWritable = (fields: readonly BoundField[], { packet }: Station): boolean =>
  fields.every(({ symbol }) => isWritable(symbol.name, packet));

/** A whole field is written in its own format, a part of one in hexadecimal. */
function noteMove(to: BoundField, from: BoundField, station: Station): void {
  if (!isShown(to)) return;
  const value = readField(station, from);
  const { location, low } = locate(from.symbol, from.low);
  const isWhole = low === 0 && from.width >= location.width;
  note(station, 'modify', `${printBoundField(to)} = ${isWhole ? formatValue(location, value) : formatHex(value)}`);
}

export function executePush({ fields: [field] }: ActionOf<'push'>, station: Station): void {
  const value = readField(station, field!);
  note(station, 'modify', `push(${printBoundField(field!)}) -> ${formatHex(value)}`);
  station.stack.push(value);
}

export function executePop({ fields: [field] }: ActionOf<'pop'>, station: Station): void {
  const value = station.stack.pop();
  if (value !== undefined) writeField(station, field!, value);
  note(
    station,
    'modify',
    `pop(${printBoundField(field!)}) <- ${value === undefined ? '/* empty stack */' : formatHex(value)}`,
  );
}

export function executeTtl(_: unknown, station: Station): void {
  const { packet } = station;
  const isIp = [0x800, 0x86dd].includes(packet.get('dl_type'));
  const ttl = packet.get('nw_ttl');
  if (!isIp) note(station, 'error', '*** TTL decrement of non-IP packet');
  else if (ttl === 0) note(station, 'error', '*** TTL underflow');
  else {
    packet.set('nw_ttl', ttl - 1);
    note(station, 'modify', 'ip.ttl--');
  }
}
