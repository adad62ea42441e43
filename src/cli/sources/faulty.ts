/** Files that cannot be read, as inputs: they do not stop the others. */
import type { FaultyInput } from '../../app/sources/input.ts';

/** `fault` is what was thrown. */
export const leftOut = (name: string, fault: unknown): FaultyInput => ({
  name,
  fault: (fault as Error).message.replace(`${name}: `, ''),
  isLeftOut: true,
});
