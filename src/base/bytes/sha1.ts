/** SHA-1 (FIPS 180-4), where OVSDB and UUIDs require it. Security does not depend on it. */
import { sha1 as digestOf } from '@noble/hashes/legacy.js';
import { toHex } from './bytes.ts';

/** Returns the digest of bytes as 40 lower-case hexadecimal digits. */
export type Sha1 = (bytes: Uint8Array) => string;

/** In plain JavaScript, about ten times slower than a platform's own. This matters only for many megabytes. */
export const sha1: Sha1 = bytes => toHex(digestOf(bytes));
