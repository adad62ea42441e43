/** Files that cannot be read. As inputs, they do not stop the others. */
import type { FaultyInput } from '../../input.ts';

/** Thrown where a file that is named itself cannot be read: a fault of the user's input, not of udon. */
export class Unreadable extends Error {}

/** `fault` is what was thrown. */
export const leftOut = (name: string, fault: unknown): FaultyInput => ({
  name,
  fault: (fault as Error).message.replace(`${name}: `, ''),
  isLeftOut: true,
});
