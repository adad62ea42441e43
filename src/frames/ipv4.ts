/** IPv4 addresses as they stand in a header: 32 bits in a number from 0 to 2**32 - 1, written `172.22.0.6`. */
import { parseAddress, printAddress } from '../base/ip.ts';

export const ANY = 0;
export const BROADCAST = 0xffffffff;

/** The address that `text` spells, or undefined. */
export function parseIPv4(text: string): number | undefined {
  const address = parseAddress(text);
  return address?.family === 4 ? Number(address.value) : undefined;
}

export const printIPv4 = (value: number): string => printAddress({ family: 4, value: BigInt(value) });
