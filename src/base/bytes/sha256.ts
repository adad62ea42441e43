/** SHA-256 (FIPS 180-4), from which OVN-Kubernetes and KubeVirt derive names and addresses. */
import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { encodeUtf8 } from './utf8.ts';

/** The digest of `text` in UTF-8, 32 bytes. */
export const sha256 = (text: string): Uint8Array => digestOf(encodeUtf8(text));
