/** The first bytes of archives (RFC 1952; POSIX ustar, which GNU tar writes, too). */

/** How many bytes of a file are needed. */
export const HEAD_LENGTH = 512;

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

export const isTar = (head: Uint8Array): boolean => Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
