/** Ethernet addresses: 48 bits, held as a number from 0 to 2**48 - 1, written `0a:58:ac:16:00:06`. */
const PATTERN = /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i;

/** The address that `text` spells (one or two hexadecimal digits a byte), or undefined. */
export function parseMac(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  return text.split(':').reduce((value, byte) => value * 256 + Number.parseInt(byte, 16), 0);
}

export function printMac(mac: number): string {
  return mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?=.)/g, '$&:');
}
