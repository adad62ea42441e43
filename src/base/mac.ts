/** Ethernet addresses: numbers from 0 to 2**48 - 1, written `0a:58:ac:16:00:06`. */

const PATTERN = /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i;

/** The address that `text` spells (one or two hexadecimal digits a byte), or undefined. */
export function parseMac(text: string): number | undefined {
  return PATTERN.test(text) ? Number.parseInt(canonicalMac(text).replaceAll(':', ''), 16) : undefined;
}

/** A valid address in the form in which it is printed: two lower-case digits for each byte. */
const canonicalMac = (text: string): string =>
  (text.length === 17 ? text : text.replace(/\b\w\b/g, '0$&')).toLowerCase();

export function printMac(mac: number): string {
  return mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');
}
