/** Text out of a guest's bytes: control characters as `\x1b`, so that they cannot steer a terminal. */

export const printable = (bytes: Buffer): string => bytes.toString().replace(/\p{Cc}/gu, escapeControl);

const escapeControl = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
