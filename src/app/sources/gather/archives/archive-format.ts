/** The first bytes of archives and compressed files, and what to say of those that are not unpacked. */

/** How many bytes of a file are needed. */
export const HEAD_LENGTH = 512;

const startsWith = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** RFC 1952. */
export const isGzip = (head: Uint8Array): boolean => startsWith(head, 0x1f, 0x8b);

/** RFC 8878. */
export const isZstd = (head: Uint8Array): boolean => startsWith(head, 0x28, 0xb5, 0x2f, 0xfd);

const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];

/** POSIX ustar, which GNU tar writes, too. */
export const isTar = (head: Uint8Array): boolean => startsWith(head.subarray(257), ...USTAR);

const OTHERS: readonly (readonly [name: string, command: string, bytes: readonly number[]])[] = [
  ['an xz archive', 'xz -d', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ['a zip archive', 'unzip', [0x50, 0x4b, 3, 4]],
  ['a bzip2 archive', 'bzip2 -d', [0x42, 0x5a, 0x68]],
  ['an lz4 archive', 'lz4 -d', [4, 0x22, 0x4d, 0x18]],
  ['a 7z archive', '7z x', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
];

/** `an xz archive: unpack it first: xz -d FILE`; undefined for other files. */
export function namedArchive(head: Uint8Array, path: string): string | undefined {
  const [name, command] = OTHERS.find(([, , bytes]) => startsWith(head, ...bytes)) ?? [];
  return name && unpackFirst(name, `${command} ${path}`);
}

export const unpackFirst = (name: string, command: string): string => `${name}: unpack it first: ${command}`;
