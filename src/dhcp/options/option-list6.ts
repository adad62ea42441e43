/** The list of options in a DHCPv6 message, between bytes and values (RFC 8415 section 21.1). */
import { concatBytes, readUint16, uint16Bytes } from '../../base/bytes/bytes.ts';
import type { DhcpOption } from './option-list.ts';

/** The options of a message or of an IA_NA. `rest` begins at the first option that runs past the end. */
export function decodeOptionList6(bytes: Uint8Array): { options: DhcpOption[]; rest: Uint8Array } {
  const options: DhcpOption[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + readUint16(bytes, at + 2);
    if (end > bytes.length) break;
    options.push({ code: readUint16(bytes, at), value: bytes.subarray(at + 4, end) });
    at = end;
  }
  return { options, rest: bytes.subarray(at) };
}

/** Code, length, value. */
export const encodeOption6 = ({ code, value }: DhcpOption): Uint8Array =>
  concatBytes([uint16Bytes(code), uint16Bytes(value.length), value]);
