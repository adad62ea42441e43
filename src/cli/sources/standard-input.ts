/**
 * `-` is standard input on the command line. yargs reads it as the beginning of an option anywhere in a list of words. So
 * it has another name until yargs is done, one that no argument can have.
 */
const HIDDEN = '\0';

export const hideStandardInput = (words: readonly string[]): string[] =>
  words.map(word => (word === '-' ? HIDDEN : word));

/** The arguments that yargs made of such words, with `-` where it was. */
export const showStandardInput = <T extends object>(args: T): T =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, Array.isArray(value) ? value.map(shown) : shown(value)]),
  ) as T;

const shown = (value: unknown): unknown => (value === HIDDEN ? '-' : value);
