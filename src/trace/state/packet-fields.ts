/** Reads and writes fields of the packet, and records the changes that ovn-trace shows. */
import { ones } from '../../base/bits.ts';
import { isRegister } from '../../ovn/fields/layout.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { findSymbol, locate } from '../../sema/symbol.ts';
import { type ExecutionState, record } from './execution-state.ts';
import type { NewValue } from './modify-node.ts';

type WithPacket = Pick<ExecutionState, 'packet'>;

/** Ports are compared by name, but stored as a key of 32 bits. */
const bitsOf = ({ width }: BoundField): number => width || 32;

export function readField({ packet }: WithPacket, field: BoundField): bigint {
  const { location, low } = locate(field.symbol, field.low);
  return BigInt.asUintN(bitsOf(field), packet.readBig(location) >> BigInt(low));
}

/** Writes the bits of `value` that are in `mask`, from the field's lowest bit on. */
export function writeField({ packet }: WithPacket, field: BoundField, value: bigint, mask?: bigint): void {
  const { location, low } = locate(field.symbol, field.low);
  packet.writeBig(location, value << BigInt(low), (mask ?? ones(bitsOf(field))) << BigInt(low));
}

/** A whole field by its name. */
export function wholeField(name: string): BoundField {
  const symbol = findSymbol(name)!;
  return { symbol, low: 0, width: symbol.width };
}

/** ovn-trace shows no changes of registers. */
export const isShown = (field: BoundField): boolean => !isRegister(locate(field.symbol).location);

/** Runs `write`, which changes `field`, and records the change if it is shown. */
export function changeField(state: ExecutionState, field: BoundField, to: NewValue, write: () => void): void {
  if (isShown(field)) recordChange(state, field, to, write);
  else write();
}

/** Runs `write`, which changes `field`, and records the change. */
export function recordChange(state: ExecutionState, field: BoundField, to: NewValue, write: () => void): void {
  const before = readField(state, field);
  write();
  record(state, { kind: 'modify', field, to, before, after: readField(state, field) });
}

/** Writes the result of a lookup to `field`, and records the change. */
export function recordResult(state: ExecutionState, field: BoundField, value: number): void {
  recordChange(state, field, { from: 'result', value }, () => writeField(state, field, BigInt(value)));
}
