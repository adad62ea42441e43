/**
 * The list of options in a DHCP message, between bytes and values (RFC 2132 section 2). If an option runs past the end,
 * the options before it are kept, as in `dhcp_parse_options` of ovn-controller (controller/pinctrl.c, OVN 25.03).
 */
import { concatBytes } from '../../base/bytes/bytes.ts';

/** An option of DHCP or DHCPv6. */
export interface DhcpOption {
  readonly code: number;
  readonly value: Uint8Array;
}

const PAD = 0;
export const END = 255;

/** The options in order, without padding and end. The values are views of `bytes`, not copies. */
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

/** Code, length, value. As in OVN, only the low 8 bits of the length are written. */
export const encodeOption = ({ code, value }: DhcpOption): Uint8Array =>
  concatBytes([Uint8Array.of(code, value.length), value]);
