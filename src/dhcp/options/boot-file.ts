/**
 * Which of two boot files a client is sent, and where it boots from next. The truth is the loop over the options to send
 * in `pinctrl_handle_put_dhcp_opts` (controller/pinctrl.c, OVN 25.03).
 */
import { readUint32 } from '../../base/bytes/bytes.ts';
import { DHCP_CODES } from '../../ovn/options/dhcp-options.ts';

export interface BootChoice {
  /** The options to send. */
  readonly options: Uint8Array;
  /** The last `next_server` that ovn-controller came upon. The option itself is sent too. */
  readonly nextServer?: number;
}

const BOOTFILE_NAME = DHCP_CODES.bootfile_name;
const BOOTFILE_NAME_ALT = DHCP_CODES.bootfile_name_alt;
const NEXT_SERVER = DHCP_CODES.next_server;

/**
 * Of `bootfile_name` with `bootfile_name_alt` right after it, iPXE is sent the first and all others the second, in both
 * cases as bootfile_name; an alternate alone is sent to all.
 *
 * ovn-controller drops the other one from the bytes that it is walking over. After dropping the alternate it goes on where
 * the alternate was before, in the middle of what moved there, so that it may take letters of a name for options and miss
 * `next_server`. What it then does depends on those letters; that is why this works on bytes and not on a list.
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

/** How much to leave out at the start, so that only the alternate is left, under the other's code. */
function dropFirst(bytes: Uint8Array, at: number): number {
  const next = at + lengthAt(bytes, at);
  if (bytes[next] !== BOOTFILE_NAME_ALT) return 0;
  bytes[next] = BOOTFILE_NAME;
  return next - at;
}

/** How much to leave out at the start, after moving the first to the new start. */
function dropSecond(bytes: Uint8Array, at: number, start: number): number {
  const next = at + lengthAt(bytes, at);
  if (bytes[next] !== BOOTFILE_NAME_ALT) return 0;
  const dropped = lengthAt(bytes, next);
  bytes.copyWithin(start + dropped, at, next);
  return dropped;
}

const lengthAt = (bytes: Uint8Array, at: number): number => 2 + (bytes[at + 1] ?? 0);
