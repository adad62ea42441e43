/**
 * The words by which flows and rows name a port: its name and its addresses, also those that OVN derives from its MAC and
 * its IPv6 addresses.
 */
import { linkLocalAddress } from '../../base/address-forms/lsp-addresses.ts';
import { type Address, fits, parseAddress, parseMasked, printAddress } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import { rememberTexts } from '../../base/remember.ts';
import { unquote } from '../../lang/quoted-string.ts';
import type { Guest } from '../guests/guest.ts';

/** Each word of a guest in its canonical form, and what replaces it in a text about any port. */
export function portWords({ port, mac, ips }: Guest): ReadonlyMap<string, string> {
  const words = new Map<string, string>([[port.logical_port, 'NAME']]);
  const number = mac === undefined ? undefined : parseMac(mac);
  if (number !== undefined) words.set(printMac(number), 'MAC');
  const link: Address[] = number === undefined ? [] : [{ family: 6, value: linkLocalAddress(number) }];
  for (const [index, address] of [...link, ...ips.flatMap(text => parseAddress(text) ?? [])].entries()) {
    words.set(printAddress(address), `IP${index}`);
    if (address.family === 6) addSolicited(words, address, index);
  }
  return words;
}

const SOLICITED = 0xff0200000000000000000001ff000000n;

/** Neighbors ask for an IPv6 address at a multicast address with its last 24 bits (RFC 4291, 2.7.1). */
function addSolicited(words: Map<string, string>, { value }: Address, index: number): void {
  const low = value & 0xffffffn;
  words.set(printAddress({ family: 6, value: SOLICITED | low }), `SOLICITED${index}`);
  words.set(printMac(0x3333ff000000 + Number(low)), `SOLICITED-MAC${index}`);
}

/** A quoted name, or an address; with the mask if it has one. */
const WORD =
  /"(?:[^"\\]|\\.)*"|(?:\d+(?:\.\d+){3}|[0-9a-fA-F]*(?::[0-9a-fA-F]*){2,}(?:\d+(?:\.\d+){3})?)(?:\/[0-9a-fA-F.:]+)?/g;

/** The text with other words in place of names and addresses, which `replace` gets in their canonical form. */
export const replaceWords = (text: string, replace: (word: string) => string | undefined): string =>
  text.replace(WORD, word => replace(canonical(word)) ?? word);

/** The names and addresses of a text, each in its canonical form. */
export const wordsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(WORD), ([word]) => canonical(word));

const canonical = rememberTexts((word: string): string => {
  if (word.startsWith('"')) return nameIn(word);
  const mac = parseMac(word);
  if (mac !== undefined) return printMac(mac);
  const address = parseAddress(word);
  return address ? printAddress(address) : word;
});

function nameIn(quoted: string): string {
  const name = unquote(quoted);
  return 'value' in name ? name.value : quoted;
}

/** Whether a word without a mask fits one with a mask. */
export function fitsMask(masked: string, word: string): boolean {
  const address = parseAddress(word);
  const network = address && parseMasked(masked);
  if (network) return fits(network, address);
  const [mac, mask, own] = [...masked.split('/'), word].map(text => parseMac(text));
  if (mac === undefined || mask === undefined || own === undefined) return false;
  return (BigInt(own) & BigInt(mask)) === (BigInt(mac) & BigInt(mask));
}
