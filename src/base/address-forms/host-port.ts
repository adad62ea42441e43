/** `ADDRESS[:PORT]` as Open vSwitch reads it (Open vSwitch 3.5, lib/socket-util.c, inet_parse_active()). */
import { type Address, parsePlainAddress } from '../ip.ts';

export interface HostPort {
  readonly address: Address;
  /** 0 if none is given. */
  readonly port: number;
}

/** Either kind of address may be in square brackets. Text with more than one colon outside brackets is an IPv6 address. */
export function parseHostPort(text: string): HostPort | undefined {
  const bare = text.replaceAll(/\[[^\]]*\]?/g, bracketed => ' '.repeat(bracketed.length));
  const [colon, ...others] = [...bare.matchAll(/:/g)].map(({ index }) => index);
  const isWhole = colon === undefined || others.length > 0;
  const port = isWhole ? '' : text.slice(colon + 1);
  const address = parsePlainAddress(withoutBrackets(isWhole ? text : text.slice(0, colon)));
  const number = DECIMAL.test(port) ? Number(port) : -1;
  return address && number >= 0 && number < 65536 ? { address, port: number } : undefined;
}

const DECIMAL = /^(\s*[+-]?\d+)?$/;
const withoutBrackets = (text: string): string => text.replace(/^\[(.*?)\]?$/, '$1');
