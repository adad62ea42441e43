/** Text from bytes of a guest. Control characters are printed as `\x1b`, so they cannot control a terminal. */
import { decodeUtf8 } from '../base/bytes/utf8.ts';

export const printableBytes = (bytes: Uint8Array): string => decodeUtf8(bytes).replace(/\p{Cc}/gu, escapeControl);

const escapeControl = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
