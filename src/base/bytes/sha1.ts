/** SHA-1 (FIPS 180-4), where OVSDB and UUIDs ask for it; no safety depends on it. */
import { sha1 as digestOf } from '@noble/hashes/legacy.js';
import { toHex } from './bytes.ts';

/** Bytes to their digest, 40 lower-case hexadecimal digits. */
export type Sha1 = (bytes: Uint8Array) => string;

/** In plain JavaScript: about ten times as slow as that of a platform, which matters for many megabytes only. */
export const sha1: Sha1 = bytes => toHex(digestOf(bytes));
