/** The packet's value of the field of a comparison, and the values that the comparison wants. */

import { ones } from '../../base/bits.ts';
import { addressBits } from '../../base/ip.ts';
import { type Integer, printInteger } from '../../lang/constant.ts';
import { formatValue } from '../../ovn/fields/format-value.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { findSymbol, locate } from '../../sema/symbol.ts';
import type { Meanings } from '../../trace/choose/flow-lookup.ts';
import type { Atom } from './verdict-tree.ts';

interface FieldValue {
  readonly value: bigint;
  readonly text: string;
}

/** Undefined if the atom has no field with a value. */
export function readValue({ match }: Atom, packet: Packet): FieldValue | undefined {
  if (!('field' in match)) return undefined;
  const { name, bits } = match.field;
  const symbol = findSymbol(name.name);
  if (!symbol || symbol.predicate !== undefined || symbol.isOvnField) return undefined;
  const { location, low } = locate(symbol, bits?.low);
  const width = bits ? bits.high - bits.low + 1 : symbol.width || 32;
  const value = BigInt.asUintN(width, packet.readBig(location) >> BigInt(low));
  return { value, text: width === location.width ? formatValue(location, value) : String(value) };
}

export const packetText = (atom: Atom, packet: Packet): string => readValue(atom, packet)?.text ?? '';

/** The constants of a comparison, with the members of its sets. */
export function valuesOf(
  { match }: Atom,
  { names }: Meanings,
): { readonly values: readonly Integer[]; readonly isUnknown: boolean } {
  if (match.kind !== 'comparison') return { values: [], isUnknown: false };
  const values: Integer[] = [];
  let isUnknown = false;
  for (const constant of match.constants.constants) {
    if (constant.kind === 'integer') values.push(constant.integer);
    if (constant.kind !== 'address-set') continue;
    const members = names.addressSet(constant.name);
    if (members === 'any') isUnknown = true;
    else values.push(...(members ?? []));
  }
  return { values, isUnknown };
}

/** Of networks that are wanted, the address that is nearest to the packet's; undefined if there are no networks. */
export function nearestAddress(atom: Atom, packet: Packet, values: readonly Integer[]): string | undefined {
  const is = readValue(atom, packet)?.value;
  if (is === undefined || !values.some(({ mask }) => mask !== undefined)) return undefined;
  const near = values.filter(isAddress).map(integer => ({ ...integer, value: clamp(is, integer), mask: undefined }));
  const [first, ...others] = near;
  if (!first) return undefined;
  const best = others.reduce((a, b) => (gap(b.value, is) < gap(a.value, is) ? b : a), first);
  return printInteger({ notation: best.notation, value: best.value });
}

const isAddress = ({ notation }: Integer): boolean => notation === 'ipv4' || notation === 'ipv6';

/** The value in a network that is nearest to `is`. */
function clamp(is: bigint, { notation, value, mask }: Integer): bigint {
  const all = ones(addressBits(notation === 'ipv4' ? 4 : 6));
  const low = value & (mask ?? all);
  const high = low | (all & ~(mask ?? all));
  return is < low ? low : is > high ? high : is;
}

const gap = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);
