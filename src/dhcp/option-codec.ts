/**
 * The value of an option as text and as bytes, for each type that an OVN option can have. The truth is
 * `encode_put_dhcpv4_option` in lib/actions.c, OVN 25.03.
 */
import type { DhcpOptionType } from '../fields/dhcp-options.ts';
import { lowBytes, parseConstant } from './constant.ts';
import { decodeDomains, encodeDomains } from './domain-search.ts';
import { printIPv4 } from './ipv4.ts';
import { printable } from './printable.ts';
import { decodeStaticRoutes, encodeStaticRoutes } from './static-routes.ts';

/** One argument of `put_dhcp_opts`. */
export interface OfferedOption {
  /** An OVN option name: `lease_time`. */
  readonly name: string;
  /** The constants as they stand in the action, strings without their quotes. */
  readonly values: readonly string[];
  /**
   * Whether the constants stood in quotes. Only `tftp_server` takes both: without this, what reads as a number is one
   * there.
   */
  readonly isString?: boolean;
}

export interface OptionCodec {
  /** The value as bytes, or undefined where a constant is missing or not of the type. Takes no more constants than it needs. */
  encode(option: OfferedOption): Buffer | undefined;
  /** The value in OVN's words, or undefined where the bytes are not of the type. */
  decode(bytes: Buffer): string | undefined;
}

const uint = (length: number): OptionCodec => ({
  encode: ({ values }) => encodeInteger(values[0], length),
  decode: bytes => (bytes.length === length ? String(bytes.readUIntBE(0, length)) : undefined),
});

const ipv4: OptionCodec = {
  encode({ values }) {
    const addresses = values.map(value => encodeInteger(value, 4)).filter(bytes => bytes !== undefined);
    return values.length > 0 && addresses.length === values.length ? Buffer.concat(addresses) : undefined;
  },
  decode(bytes) {
    if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
    return Array.from({ length: bytes.length / 4 }, (_, index) => printIPv4(bytes.readUInt32BE(4 * index))).join(', ');
  },
};

/** A string of 256 bytes or more loses all but the rest of its length by 256. */
const str: OptionCodec = {
  encode({ values: [text] }) {
    const bytes = text === undefined ? undefined : Buffer.from(text);
    return bytes?.subarray(0, bytes.length & 0xff);
  },
  decode: printable,
};

const hostId: OptionCodec = {
  encode(option) {
    const address = option.isString ? undefined : encodeInteger(option.values[0], 4);
    return address ?? (option.isString === false ? undefined : str.encode(option));
  },
  decode: bytes => (/^[\x21-\x7e]+$/.test(bytes.toString('latin1')) ? str : ipv4).decode(bytes),
};

export const OPTION_CODECS = {
  bool: uint(1),
  uint8: uint(1),
  uint16: uint(2),
  uint32: uint(4),
  ipv4,
  static_routes: { encode: ({ values }) => encodeStaticRoutes(values), decode: decodeStaticRoutes },
  str,
  domains: {
    encode: ({ values: [text] }) => (text === undefined ? undefined : encodeDomains(text)),
    decode: decodeDomains,
  },
  host_id: hostId,
} as const satisfies Record<DhcpOptionType, OptionCodec>;

function encodeInteger(text: string | undefined, length: number): Buffer | undefined {
  const constant = parseConstant(text ?? '');
  return constant && lowBytes(constant, length);
}
