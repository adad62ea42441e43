/**
 * Ethernet addresses as Open vSwitch scans them (Open vSwitch 3.5, lib/util.c, ovs_scan(), with ETH_ADDR_SCAN_FMT): a byte
 * is a hexadecimal number of any length, with white space, a sign and `0x` before it. Only its low 8 bits count.
 */
import { parseMac } from '../mac.ts';

export interface ScannedMac {
  /** As OVN prints it. */
  readonly mac: string;
  /** Where it ends in the text. */
  readonly end: number;
}

const COMMON = /[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![0-9a-f])/iy;
const BYTE = String.raw`[ \t-\r]*([+-]?)(?:0x(?=[0-9a-f])|(?!0x))([0-9a-f]+)`;
const ANY = new RegExp(Array.from({ length: 6 }, () => BYTE).join(':'), 'iy');

/** The address that `text` begins with. Any text may follow it. */
export function scanMac(text: string): ScannedMac | undefined {
  COMMON.lastIndex = 0;
  if (COMMON.test(text)) return { mac: text.slice(0, COMMON.lastIndex).toLowerCase(), end: COMMON.lastIndex };
  ANY.lastIndex = 0;
  const found = ANY.exec(text);
  if (!found) return undefined;
  const bytes = [1, 3, 5, 7, 9, 11].map(index => lowByte(found[index]!, found[index + 1]!));
  return { mac: bytes.map(byte => byte.toString(16).padStart(2, '0')).join(':'), end: ANY.lastIndex };
}

const lowByte = (sign: string, digits: string): number => {
  const value = Number.parseInt(digits.slice(-2), 16);
  return sign === '-' ? -value & 0xff : value;
};

/** The address that is all of `text` (Open vSwitch 3.5, lib/packets.c, eth_addr_from_string()). */
export function parseScannedMac(text: string): number | undefined {
  const found = scanMac(text);
  return found?.end === text.length ? parseMac(found.mac) : undefined;
}
