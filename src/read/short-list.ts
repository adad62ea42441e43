/** Names of a file, of which only the first are named. */
import { quoted } from './text/quoted.ts';

const MAX_NAMED = 5;

/** `a, b and 3 more`. */
export function shortList(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map(name => (/^\w{1,64}$/.test(name) ? name : quoted(name)));
  return names.length > MAX_NAMED ? `${named.join(', ')} and ${names.length - MAX_NAMED} more` : named.join(', ');
}
