/** The southbound database whose tunnel keys compiled flows get. */
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { KeySource } from '../../northd/model/keys/known-keys.ts';
import type { Opened } from '../sources/opened.ts';

/** The tunnel keys of what was opened. Only a southbound database has them; rows that udon compiled have no others. */
export function keySourceOf(
  { network, isCompiled, isDump }: Opened,
  name: string,
): Result<KeySource, Fault<'no-keys'>> {
  if (!isCompiled && !isDump) return { value: network };
  return failed('no-keys', `${name}: no tunnel keys in there; give a southbound database`);
}
