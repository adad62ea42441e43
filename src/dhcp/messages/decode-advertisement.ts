/** A router advertisement for people, with the names that `put_nd_ra_opts` uses for its parts. */
import { concatBytes, readUint, readUint16, readUint32 } from '../../base/bytes/bytes.ts';
import { networkAddress, printAddress, printPrefix } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { readAddress } from '../../frames/frame6.ts';
import { ND_CODES, type NdOptionName, RA_ADDRESS_MODES, RA_PREFERENCES } from '../../ovn/options/nd-ra-options.ts';
import { type NamedOption, printHex } from '../options/decode-options.ts';
import { secondsText } from '../options/decode-options6.ts';
import { decodeDomains } from '../options/domain-search.ts';
import { PREFIX_FLAGS } from './router-advertisement.ts';

const HEADER_LENGTH = 12;
const FIELD = -1;

/** `payload` begins after the checksum. The fields of the header come first, with the code -1. */
export function decodeAdvertisement(payload: Uint8Array): NamedOption[] {
  if (payload.length < HEADER_LENGTH) return [];
  const flags = payload[1]!;
  return [
    { name: 'hop_limit', code: FIELD, text: String(payload[0]) },
    { name: 'addr_mode', code: FIELD, text: addressMode(flags) },
    { name: 'router_preference', code: FIELD, text: preferenceText(flags) },
    { name: 'router_lifetime', code: FIELD, text: `${readUint16(payload, 2)} s` },
    ...decodeNdOptions(payload.subarray(HEADER_LENGTH)),
  ];
}

/** Neighbor discovery options, up to one that runs past the end or has length 0. */
export function decodeNdOptions(bytes: Uint8Array): NamedOption[] {
  const options: NamedOption[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 8 * bytes[at + 1]!;
    if (end === at || end > bytes.length) break;
    options.push(nameOption(bytes[at]!, bytes.subarray(at + 2, end)));
    at = end;
  }
  return options;
}

const addressMode = (flags: number): string => {
  const modes = Object.entries(RA_ADDRESS_MODES).filter(([, bit]) => flags & bit);
  return modes.map(([name]) => name).join(', ') || 'slaac';
};

function preferenceText(flags: number): string {
  const [name = 'reserved'] = Object.entries(RA_PREFERENCES).find(([, bits]) => (flags & 0x18) === bits) ?? [];
  return name;
}

const NAMES = new Map(Object.entries(ND_CODES).map(([name, code]) => [code as number, name as NdOptionName]));

function nameOption(code: number, value: Uint8Array): NamedOption {
  const name = NAMES.get(code);
  const text = name && (value.length >= SHORTEST[name] ? TEXTS[name](value) : undefined);
  return { name: name ?? `option_${code}`, code, text: text ?? printHex(value) };
}

/** The minimum number of bytes of each value, after type and length. */
const SHORTEST: Record<NdOptionName, number> = {
  slla: 6,
  prefix: 30,
  mtu: 6,
  route_info: 6,
  rdnss: 22,
  dnssl: 6,
};

const TEXTS: Record<NdOptionName, (value: Uint8Array) => string | undefined> = {
  slla: value => printMac(readUint(value, 0, 6)),
  mtu: value => String(readUint32(value, 2)),
  prefix: value =>
    `${networkText(value[0]!, value.subarray(14))} (${prefixFlags(value)}, preferred ${secondsText(value, 6)}, valid ${secondsText(value, 2)})`,
  route_info: value =>
    `${networkText(value[0]!, value.subarray(6))} (${preferenceText(value[1]!)}, ${secondsText(value, 2)})`,
  rdnss: value => `${addressTexts(value.subarray(6)).join(', ')} (${secondsText(value, 2)})`,
  dnssl: value => {
    const names = decodeDomains(value.subarray(6))?.split(',').filter(Boolean);
    return names && `${names.join(', ')} (${secondsText(value, 2)})`;
  },
};

const prefixFlags = (value: Uint8Array): string =>
  Object.entries(PREFIX_FLAGS)
    .filter(([, bit]) => value[1]! & bit)
    .map(([name]) => name.replace('_', ' '))
    .join(', ') || 'off link';

/** A network of which only the first bytes are given. */
function networkText(prefixLength: number, bytes: Uint8Array): string {
  const value = readAddress(concatBytes([bytes, new Uint8Array(16)]), 0);
  return printPrefix(networkAddress({ family: 6, value, prefixLength: Math.min(prefixLength, 128) }));
}

const addressTexts = (bytes: Uint8Array): string[] =>
  Array.from({ length: Math.floor(bytes.length / 16) }, (_, index) =>
    printAddress({ family: 6, value: readAddress(bytes, 16 * index) }),
  );
