/** IPv4 addresses as 32-bit numbers, 0 to 2**32 - 1, and as text such as `172.22.0.6`. */
import { parseAddress, printAddress } from '../base/ip.ts';

export const ANY = 0;
export const BROADCAST = 0xffffffff;

/** The address in `text`, or undefined if it is not an IPv4 address. */
export function parseIPv4(text: string): number | undefined {
  const address = parseAddress(text);
  return address?.family === 4 ? Number(address.value) : undefined;
}

export const printIPv4 = (value: number): string => printAddress({ family: 4, value: BigInt(value) });
