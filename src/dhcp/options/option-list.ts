/**
 * The options of a DHCP message one after the other, between bytes and values (RFC 2132 section 2). Like
 * `dhcp_parse_options` in ovn-controller (controller/pinctrl.c, OVN 25.03), reading keeps the options before a place where
 * one runs past the end.
 */
import { concatBytes } from '../../base/bytes/bytes.ts';

/** An option of DHCP or DHCPv6. */
export interface DhcpOption {
  readonly code: number;
  readonly value: Uint8Array;
}

const PAD = 0;
export const END = 255;

/** In their order, without padding and end; views of `bytes`, not copies. */
export function decodeOptionList(bytes: Uint8Array): { options: DhcpOption[]; areOptionsCutShort: boolean } {
  const options: DhcpOption[] = [];
  for (let at = 0; at < bytes.length && bytes[at] !== END; ) {
    if (bytes[at] === PAD) {
      at++;
      continue;
    }
    const start = at + 2;
    const end = start + (bytes[at + 1] ?? 0);
    if (end > bytes.length) return { options, areOptionsCutShort: true };
    options.push({ code: bytes[at]!, value: bytes.subarray(start, end) });
    at = end;
  }
  return { options, areOptionsCutShort: false };
}

/** Code, length, value. A length of more than 255 bytes is written as its low 8 bits, as in OVN. */
export const encodeOption = ({ code, value }: DhcpOption): Uint8Array =>
  concatBytes([Uint8Array.of(code, value.length), value]);
