/** The options of a DHCPv6 message for people: names, and values as text. Values of the wrong form are printed as bytes. */
import { readUint, readUint16, readUint32, toHex } from '../../base/bytes/bytes.ts';
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { readAddress } from '../../frames/frame6.ts';
import { printableBytes } from '../../frames/printable.ts';
import { DHCPV6_CODES, DHCPV6_OPTIONS, type Dhcpv6WireType } from '../../ovn/options/dhcpv6-options.ts';
import { type NamedOption, printHex, type WithOptions } from './decode-options.ts';
import { decodeDomains } from './domain-search.ts';
import { OPTION_CODECS } from './option-codec.ts';
import type { DhcpOption } from './option-list.ts';
import { decodeOptionList6 } from './option-list6.ts';

/** In the message's order. */
export const decodeOptions6 = ({ options }: WithOptions): NamedOption[] => options.map(nameOption);

/** The address in the first IA_NA of a message: the one that it requests or assigns. */
export function addressOf({ options }: WithOptions): bigint | undefined {
  const association = options.find(({ code, value }) => code === DHCPV6_CODES.ia_na && value.length >= IA_NA_LENGTH);
  const { options: inner } = decodeOptionList6(association?.value.subarray(IA_NA_LENGTH) ?? new Uint8Array(0));
  const found = inner.find(({ code, value }) => code === DHCPV6_CODES.ia_addr && value.length >= IA_ADDR_LENGTH);
  return found && readAddress(found.value, 0);
}

const ROWS = new Map(DHCPV6_OPTIONS.filter(row => 'wire' in row).map(row => [row.code as number, row]));

function optionName(code: number): string {
  const row = ROWS.get(code);
  if (!row) return `option_${code}`;
  return 'wireName' in row ? row.wireName : row.name;
}

function nameOption({ code, value }: DhcpOption): NamedOption {
  const text = TEXTS[ROWS.get(code)?.wire ?? 'hex'](value) ?? printHex(value);
  return { name: optionName(code), code, text };
}

const TEXTS: Record<Dhcpv6WireType, (bytes: Uint8Array) => string | undefined> = {
  duid: duidText,
  ia_na: identityAssociationText,
  ia_addr: identityAddressText,
  codes: bytes => (bytes.length % 2 === 0 ? readWords(bytes).map(optionName).join(', ') : undefined),
  uint8: OPTION_CODECS.uint8.decode,
  uint16: OPTION_CODECS.uint16.decode,
  uint32: OPTION_CODECS.uint32.decode,
  status: bytes => (bytes.length >= 2 ? statusText(bytes) : undefined),
  user_class: userClassText,
  ipv6: bytes => (bytes.length % 16 === 0 ? readAddresses(bytes).map(print).join(', ') : undefined),
  domains: decodeDomains,
  fqdn: bytes => (bytes.length > 0 ? fqdnText(bytes) : undefined),
  str: printableBytes,
  hex: printHex,
};

const readWords = (bytes: Uint8Array): number[] =>
  Array.from({ length: bytes.length / 2 }, (_, index) => readUint16(bytes, 2 * index));

const readAddresses = (bytes: Uint8Array): bigint[] =>
  Array.from({ length: bytes.length / 16 }, (_, index) => readAddress(bytes, 16 * index));

const print = (value: bigint): string => printAddress({ family: 6, value });

const ETHERNET_DUIDS: Readonly<Record<string, number>> = { '00010001': 8, '00030001': 4 };

/** The MAC address in a DUID of an Ethernet interface, with or without a time (RFC 8415 section 11). */
function duidText(bytes: Uint8Array): string | undefined {
  const start = ETHERNET_DUIDS[toHex(bytes.subarray(0, 4))];
  return start !== undefined && bytes.length === start + 6 ? printMac(readUint(bytes, start, 6)) : undefined;
}

const IA_NA_LENGTH = 12;
const IA_ADDR_LENGTH = 24;

function identityAssociationText(bytes: Uint8Array): string | undefined {
  if (bytes.length < IA_NA_LENGTH) return undefined;
  const { options, rest } = decodeOptionList6(bytes.subarray(IA_NA_LENGTH));
  if (rest.length > 0) return undefined;
  const inner = options.map(nameOption).map(({ name, text }) => (name === 'ia_addr' ? text : `${name} ${text}`));
  return [`IAID ${readUint32(bytes, 0)}, T1 ${secondsText(bytes, 4)}, T2 ${secondsText(bytes, 8)}`, ...inner].join(
    ', ',
  );
}

function identityAddressText(bytes: Uint8Array): string | undefined {
  if (bytes.length < IA_ADDR_LENGTH) return undefined;
  return `${print(readAddress(bytes, 0))} (preferred ${secondsText(bytes, 16)}, valid ${secondsText(bytes, 20)})`;
}

/** The largest number means infinity. */
export function secondsText(bytes: Uint8Array, at: number): string {
  const seconds = readUint32(bytes, at);
  return seconds === 0xffffffff ? 'infinite' : `${seconds} s`;
}

const STATUS_NAMES = [
  'success',
  'unspecified failure',
  'no addresses available',
  'no binding',
  'not on link',
  'use multicast',
];

function statusText(bytes: Uint8Array): string {
  const code = readUint16(bytes, 0);
  const message = printableBytes(bytes.subarray(2));
  return [STATUS_NAMES[code] ?? `status ${code}`, message].filter(Boolean).join(': ');
}

function userClassText(bytes: Uint8Array): string | undefined {
  const classes: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 <= bytes.length ? at + 2 + readUint16(bytes, at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) return undefined;
    classes.push(printableBytes(bytes.subarray(at + 2, end)));
    at = end;
  }
  return classes.join(', ');
}

/** RFC 4704 section 4.1. S: the server updates the DNS. O: the server overrides the client's S. N: the server makes no update. */
const FQDN_FLAGS = ['S', 'O', 'N'];

function fqdnText(bytes: Uint8Array): string | undefined {
  const flags = FQDN_FLAGS.filter((_, bit) => bytes[0]! & (1 << bit)).join(', ');
  const name = decodeDomains(bytes.subarray(1));
  return name === undefined ? undefined : [name, flags && `(${flags})`].filter(Boolean).join(' ');
}
