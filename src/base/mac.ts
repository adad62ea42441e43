/** Ethernet addresses: 48 bits, held as a number from 0 to 2**48 - 1, written `0a:58:ac:16:00:06`. */
const PATTERN = /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i;

/** The address that `text` spells (one or two hexadecimal digits a byte), or undefined. */
export function parseMac(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  const padded = text.length === 17 ? text : text.replace(/\b\w\b/g, '0$&');
  return Number.parseInt(padded.replaceAll(':', ''), 16);
}

export function printMac(mac: number): string {
  return mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');
}
