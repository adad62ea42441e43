/**
 * The parts of a DHCPv6 request that ovn-controller reads: `pinctrl_handle_put_dhcpv6_opts` in controller/pinctrl.c, OVN
 * 25.03. It does not check lengths: an IA_NA of length 0 takes its IAID from the next option. An option at the end takes
 * its value from the bytes after it: first padding, then memory, which is assumed to be zeros here.
 */
import { concatBytes, equalBytes, readUint16, readUint32 } from '../../base/bytes/bytes.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { UDP_HEADER_LENGTH } from '../../frames/frame.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import { DHCPV6_CODES } from '../../ovn/options/dhcpv6-options.ts';
import { MESSAGE6_HEADER_LENGTH } from './message6.ts';

export interface Request6 {
  /** The last Client Identifier, with its code and length, or 'cut-short' if it runs past the end. */
  readonly clientIdentifier?: Uint8Array | 'cut-short';
  /** 0 for none. */
  readonly iaid: number;
  readonly isIpxe: boolean;
  /** The flags of the Client FQDN option, 0xff for none. */
  readonly fqdnFlags: number;
}

const IPXE = encodeUtf8('iPXE\0');

type Reader = (memory: Uint8Array, at: number, end: number) => Partial<Request6>;

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [
    DHCPV6_CODES.client_id,
    (memory, at, end) => ({ clientIdentifier: end <= memory.length - SPARE ? memory.subarray(at, end) : 'cut-short' }),
  ],
  [DHCPV6_CODES.ia_na, (memory, at) => ({ iaid: readUint32(memory, at + 4) })],
  [
    DHCPV6_CODES.user_class,
    (memory, at) => (equalBytes(memory.subarray(at + 6, at + 11), IPXE) ? { isIpxe: true } : {}),
  ],
  [DHCPV6_CODES.fqdn, (memory, at) => ({ fqdnFlags: memory[at + 4]! })],
]);

/** Bytes of memory after the request: more than one reader reads. */
const SPARE = 16;
const NOTHING: Request6 = { iaid: 0, isIpxe: false, fqdnFlags: 0xff };

export function readRequest6({ payload, transport, trailer = new Uint8Array(0) }: Frame6): Request6 {
  const declared = transport.length ?? UDP_HEADER_LENGTH + payload.length;
  const end = Math.min(declared - UDP_HEADER_LENGTH, payload.length);
  const memory = concatBytes([payload, trailer, new Uint8Array(SPARE)]);
  let request = NOTHING;
  for (let at = MESSAGE6_HEADER_LENGTH; at < end; ) {
    const next = at + 4 + readUint16(memory, at + 2);
    const read = READERS.get(readUint16(memory, at));
    request = { ...request, ...read?.(memory, at, next) };
    at = next;
  }
  return request;
}
