/**
 * Chooses which of two boot files a client gets, and the server that it boots from next. The source of truth is the loop
 * over the options to send in `pinctrl_handle_put_dhcp_opts` (controller/pinctrl.c, OVN 25.03).
 */
import { readUint32 } from '../../base/bytes/bytes.ts';
import { DHCP_CODES } from '../../ovn/options/dhcp-options.ts';

export interface BootChoice {
  /** The options to send. */
  readonly options: Uint8Array;
  /** The last `next_server` that ovn-controller finds. The option itself is sent too. */
  readonly nextServer?: number;
}

const BOOTFILE_NAME = DHCP_CODES.bootfile_name;
const BOOTFILE_NAME_ALT = DHCP_CODES.bootfile_name_alt;
const NEXT_SERVER = DHCP_CODES.next_server;

/**
 * If `bootfile_name_alt` follows `bootfile_name` directly, iPXE clients get the first and all others the second. Both are
 * sent as bootfile_name. An alternate without a `bootfile_name` is sent to all clients.
 *
 * ovn-controller removes the other file from the bytes while it reads them. After it removes the alternate, it continues at
 * the alternate's old offset, which is now inside other content. So it can read letters of a name as options and miss
 * `next_server`. The result depends on those letters, so this function works on bytes, not on a list.
 */
export function chooseBootFile(offered: Uint8Array, isIpxe: boolean): BootChoice {
  const bytes = Uint8Array.from(offered);
  let start = 0;
  let hasBootFile = false;
  let nextServer: number | undefined;
  for (let at = 0; at + 1 < bytes.length; at += lengthAt(bytes, at)) {
    if (bytes[at] === NEXT_SERVER && at + 6 <= bytes.length) nextServer = readUint32(bytes, at + 2);
    if (bytes[at] === BOOTFILE_NAME_ALT && !hasBootFile) bytes[at] = BOOTFILE_NAME;
    else if (bytes[at] === BOOTFILE_NAME) {
      start += isIpxe ? dropSecond(bytes, at, start) : dropFirst(bytes, at);
      hasBootFile = true;
    }
  }
  const options = bytes.subarray(start);
  return nextServer === undefined ? { options } : { options, nextServer };
}

/** The number of bytes to remove at the start so that only the alternate is left, with the code of bootfile_name. */
function dropFirst(bytes: Uint8Array, at: number): number {
  const next = at + lengthAt(bytes, at);
  if (bytes[next] !== BOOTFILE_NAME_ALT) return 0;
  bytes[next] = BOOTFILE_NAME;
  return next - at;
}

/** The number of bytes to remove at the start, after bootfile_name is moved to the new start. */
function dropSecond(bytes: Uint8Array, at: number, start: number): number {
  const next = at + lengthAt(bytes, at);
  if (bytes[next] !== BOOTFILE_NAME_ALT) return 0;
  const dropped = lengthAt(bytes, next);
  bytes.copyWithin(start + dropped, at, next);
  return dropped;
}

const lengthAt = (bytes: Uint8Array, at: number): number => 2 + (bytes[at + 1] ?? 0);
