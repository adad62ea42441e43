/**
 * The value of an option as text and as bytes, for each type of OVN option. The source of truth is
 * `encode_put_dhcpv4_option` in lib/actions.c, OVN 25.03.
 */

import { concatBytes, readUint, readUint32 } from '../../base/bytes/bytes.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { printIPv4 } from '../../frames/ipv4.ts';
import { printableBytes } from '../../frames/printable.ts';
import type { DhcpOptionType } from '../../ovn/options/dhcp-options.ts';
import { lowBytes, type Numeral } from './constant.ts';
import { decodeDomains, encodeDomains } from './domain-search.ts';
import { decodeStaticRoutes, encodeStaticRoutes } from './static-routes.ts';

/** An argument of `put_dhcp_opts` or a similar action. It has at least one constant, of the kind that the option takes. */
export interface OfferedOption {
  /** An OVN option name: `lease_time`. */
  readonly name: string;
  readonly values: readonly string[] | readonly Numeral[];
}

export const optionText = ({ values: [text] }: OfferedOption): string => text as string;

export const numeralsOf = ({ values }: OfferedOption): readonly Numeral[] => values as readonly Numeral[];

/** The bytes of the first number, for an option that takes one. */
export const firstBytes = (option: OfferedOption, length: number): Uint8Array =>
  lowBytes(numeralsOf(option)[0]!, length);

/** The bytes of all numbers. */
export const allBytes = (option: OfferedOption, length: number): Uint8Array =>
  concatBytes(numeralsOf(option).map(numeral => lowBytes(numeral, length)));

export interface OptionCodec {
  /** The value as bytes. Surplus constants are ignored. */
  encode(option: OfferedOption): Uint8Array;
  /** The value in OVN's notation, or undefined if the bytes do not fit the type. */
  decode(bytes: Uint8Array): string | undefined;
}

const uint = (length: number): OptionCodec => ({
  encode: option => firstBytes(option, length),
  decode: bytes => (bytes.length === length ? String(readUint(bytes, 0, length)) : undefined),
});

const ipv4: OptionCodec = {
  encode: option => allBytes(option, 4),
  decode(bytes) {
    if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
    return Array.from({ length: bytes.length / 4 }, (_, index) => printIPv4(readUint32(bytes, 4 * index))).join(', ');
  },
};

/** Of a long string, OVN keeps the first `length % 256` bytes. */
const str: OptionCodec = {
  encode(option) {
    const bytes = encodeUtf8(optionText(option));
    return bytes.subarray(0, bytes.length & 0xff);
  },
  decode: printableBytes,
};

/** A host name or an address. */
const hostId: OptionCodec = {
  encode: option => (typeof option.values[0] === 'string' ? str.encode(option) : firstBytes(option, 4)),
  decode: bytes => (isName(bytes) ? str : ipv4).decode(bytes),
};

const isName = (bytes: Uint8Array): boolean => bytes.length > 0 && bytes.every(byte => byte >= 0x21 && byte <= 0x7e);

export const OPTION_CODECS = {
  bool: uint(1),
  uint8: uint(1),
  uint16: uint(2),
  uint32: uint(4),
  ipv4,
  static_routes: { encode: option => encodeStaticRoutes(numeralsOf(option)), decode: decodeStaticRoutes },
  str,
  domains: { encode: option => encodeDomains(optionText(option)), decode: decodeDomains },
  host_id: hostId,
} as const satisfies Record<DhcpOptionType, OptionCodec>;
