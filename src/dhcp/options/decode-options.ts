/** The options of a message for people: names, and values as text. */

import { readUint, toHex } from '../../base/bytes/bytes.ts';
import { printMac } from '../../base/mac.ts';
import { DHCP_OPTIONS, type DhcpWireType } from '../../ovn/options/dhcp-options.ts';
import { messageTypeOf } from './message-type.ts';
import { OPTION_CODECS } from './option-codec.ts';
import type { DhcpOption } from './option-list.ts';

export interface NamedOption {
  /** OVN's name; without one, the name of RFC 2132 in OVN's spelling; without that, `option_224`. */
  readonly name: string;
  readonly code: number;
  /** In OVN's notation. Bytes that do not fit the option's type are printed as `01:02`. */
  readonly text: string;
}

const ROWS = new Map(DHCP_OPTIONS.map(row => [row.code as number, row]));

/** The part of a message that is read here. */
export interface WithOptions {
  readonly options: readonly DhcpOption[];
}

/** In the message's order. */
export const decodeOptions = ({ options }: WithOptions): NamedOption[] => options.map(nameOption);

/** The name of the option with this code. */
export const optionName = (code: number): string => ROWS.get(code)?.name ?? `option_${code}`;

function nameOption({ code, value }: DhcpOption): NamedOption {
  const text = TEXTS[wireType(code)](value) ?? printHex(value);
  return { name: optionName(code), code, text };
}

function wireType(code: number): DhcpWireType {
  const row = ROWS.get(code);
  if (!row) return 'hex';
  return 'wire' in row ? row.wire : row.type;
}

const TEXTS: Record<DhcpWireType, (bytes: Uint8Array) => string | undefined> = {
  bool: OPTION_CODECS.bool.decode,
  uint8: OPTION_CODECS.uint8.decode,
  uint16: OPTION_CODECS.uint16.decode,
  uint32: OPTION_CODECS.uint32.decode,
  ipv4: OPTION_CODECS.ipv4.decode,
  static_routes: OPTION_CODECS.static_routes.decode,
  str: OPTION_CODECS.str.decode,
  domains: OPTION_CODECS.domains.decode,
  host_id: OPTION_CODECS.host_id.decode,
  message_type: bytes => (bytes.length === 1 ? messageTypeOf(bytes[0]!) : undefined),
  codes: bytes => [...bytes].map(optionName).join(', '),
  client_identifier: printClientIdentifier,
  hex: printHex,
};

/** RFC 2132 section 9.14: a hardware type and an address. Other forms, such as a DUID, are printed as bytes. */
function printClientIdentifier(bytes: Uint8Array): string | undefined {
  return bytes.length === 7 && bytes[0] === 1 ? printMac(readUint(bytes, 1, 6)) : undefined;
}

export function printHex(bytes: Uint8Array): string {
  return toHex(bytes).replace(/..(?=.)/g, '$&:');
}
