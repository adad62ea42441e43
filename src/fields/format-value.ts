/** Values of fields as Open vSwitch writes them (ovs-fields(7); Open vSwitch 3.5, lib/meta-flow.c and lib/flow.c). */
import { printAddress } from '../base/ip.ts';
import { printMac } from '../base/mac.ts';
import type { Format, Location } from './layout.ts';
import { CT_STATES } from './symbols.ts';

export const formatHex = (value: bigint | number): string => (value ? `0x${value.toString(16)}` : '0');

/** Bit 9 and those above it have no name. */
const TCP_FLAGS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr', 'ns'] as const;
const TCP_FLAGS_ABOVE = ['[200]', '[400]', '[800]'] as const;

/** The names of the bits that are set, lowest first; `0` if none is. */
export function formatFlags(bits: number, names: readonly string[], separator = '|'): string {
  const set = names.filter((_, bit) => bits & (1 << bit));
  const unknown = bits & ~((1 << names.length) - 1);
  return [...set, ...(unknown ? [formatHex(unknown)] : [])].join(separator) || '0';
}

export const formatCtState = (state: number): string => formatFlags(state, CT_STATES);
export const formatTcpFlags = (flags: number): string => formatFlags(flags, [...TCP_FLAGS, ...TCP_FLAGS_ABOVE]);

const FRAGMENTS = ['no', 'first', '<error>', 'later'] as const;
export const formatFragment = (value: number): string => FRAGMENTS[value]!;

const FORMATS: Readonly<Record<Format, (value: bigint) => string>> = {
  hexadecimal: formatHex,
  decimal: String,
  ethernet: value => printMac(Number(value)),
  ipv4: value => printAddress({ family: 4, value }),
  ipv6: value => printAddress({ family: 6, value }),
  frag: value => formatFragment(Number(value)),
  'ct-state': value => formatCtState(Number(value)),
  'tcp-flags': value => formatTcpFlags(Number(value)),
};

export const formatValue = ({ format }: Location, value: bigint): string => FORMATS[format](value);
