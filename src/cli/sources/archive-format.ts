/** How archives are told from other files, by how they begin (RFC 1952; POSIX ustar, which GNU tar writes too). */

/** A file of its own, or one that was found in an archive. */
export interface Unpacked {
  /** As `gather.tar.gz:network_logs/worker-0_sbdb`. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** How much of a file has to be seen. */
export const HEAD_LENGTH = 512;

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

export const isTar = (head: Uint8Array): boolean => Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
