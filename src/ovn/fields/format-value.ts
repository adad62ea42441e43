/** Values of fields as Open vSwitch writes them (ovs-fields(7); Open vSwitch 3.5, lib/meta-flow.c and lib/flow.c). */
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import type { Format, Location } from './layout.ts';
import { CT_STATES } from './symbols.ts';

export const formatHex = (value: bigint | number): string => (value ? `0x${value.toString(16)}` : '0');

/** The bits from 9 on have no names. */
const TCP_FLAGS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr', 'ns'] as const;
const TCP_FLAGS_ABOVE = ['[200]', '[400]', '[800]'] as const;

/** The names of the set bits, lowest first; `0` if no bit is set. */
const formatFlags = (bits: number, names: readonly string[]): string =>
  names.filter((_, bit) => bits & (1 << bit)).join('|') || '0';

export const formatCtState = (state: number): string => formatFlags(state, CT_STATES);
export const formatTcpFlags = (flags: number): string => formatFlags(flags, [...TCP_FLAGS, ...TCP_FLAGS_ABOVE]);

/** The value of a field has a mask of 32 bits. Values with a mask show every bit, set or not. */
const formatCtStateField = (state: number): string =>
  Array.from({ length: 32 }, (_, bit) => `${state & (1 << bit) ? '+' : '-'}${CT_STATES[bit] ?? '[Unknown]'}`).join('');

const FRAGMENTS = ['no', 'first', '<error>', 'later'] as const;
export const formatFragment = (value: number): string => FRAGMENTS[value]!;

const FORMATS: Readonly<Record<Format, (value: bigint) => string>> = {
  hexadecimal: formatHex,
  decimal: String,
  ethernet: value => printMac(Number(value)),
  ipv4: value => printAddress({ family: 4, value }),
  ipv6: value => printAddress({ family: 6, value }),
  frag: value => formatFragment(Number(value)),
  'ct-state': value => formatCtStateField(Number(value)),
  'tcp-flags': value => formatTcpFlags(Number(value)),
};

export const formatValue = ({ format }: Location, value: bigint): string => FORMATS[format](value);
