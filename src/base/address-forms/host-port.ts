/** `ADDRESS[:PORT]` as Open vSwitch reads it (Open vSwitch 3.5, lib/socket-util.c, inet_parse_active()). */
import { type Address, parsePlainAddress } from '../ip.ts';

export interface HostPort {
  readonly address: Address;
  /** 0 if none is given. */
  readonly port: number;
  /** The interface that an IPv6 address is meant on: a name, or its number if the text has one. */
  readonly scope?: string;
}

/** Either kind of address may be in square brackets. Text with more than one colon outside brackets is an IPv6 address. */
export function parseHostPort(text: string): HostPort | undefined {
  const bare = text.replaceAll(/\[[^\]]*\]?/g, bracketed => ' '.repeat(bracketed.length));
  const [colon, ...others] = [...bare.matchAll(/:/g)].map(({ index }) => index);
  const isWhole = colon === undefined || others.length > 0;
  const port = isWhole ? '' : text.slice(colon + 1);
  const host = parseHost(withoutBrackets(isWhole ? text : text.slice(0, colon)));
  const number = DECIMAL.test(port) ? Number(port) : -1;
  return host && number >= 0 && number < 65536 ? { ...host, port: number } : undefined;
}

/** `ADDRESS[%INTERFACE]`. Open vSwitch refuses an interface that its machine does not have; any name is taken here. */
function parseHost(text: string): Pick<HostPort, 'address' | 'scope'> | undefined {
  const [addressText = '', ...others] = text.split('%');
  const address = parsePlainAddress(addressText);
  const interfaceName = others.find(Boolean);
  if (others.length === 0 || (address?.family === 6 && interfaceName === undefined)) return address && { address };
  if (address?.family !== 6 || !INTERFACE.test(interfaceName!)) return undefined;
  const scope = printScope(interfaceName!);
  return { address, ...(scope !== '0' && { scope }) };
}

const INTERFACE = /^(?:\d+|[a-z][\w.@-]{0,14})$/i;

/** A number has 32 bits. On Linux, number 1 is always the loopback interface; the names of others are not known here. */
function printScope(text: string): string {
  const number = /^\d+$/.test(text) ? BigInt.asUintN(32, BigInt(text)) : undefined;
  return number === undefined ? text : number === 1n ? 'lo' : String(number);
}

const DECIMAL = /^(\s*[+-]?\d+)?$/;
const withoutBrackets = (text: string): string => text.replace(/^\[(.*?)\]?$/, '$1');
