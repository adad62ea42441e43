/** A command line as the values of a command's options and positionals, or one sentence about what is wrong with it. */
import { allOf, type Result } from '../../base/result.ts';
import { valueFor } from './check-values.ts';
import { type Arguments, type CommandOption, inCamelCase, type OptionRows, type PositionalRows } from './option.ts';
import { OptionNames, shortened } from './option-names.ts';
import { readWords, type Use } from './read-words.ts';

/** What a command takes. */
export interface CommandSyntax {
  readonly positionals?: PositionalRows;
  readonly options: OptionRows;
  /** Options that are meant first by a word that is the beginning of several. */
  readonly preferred?: readonly string[];
}

export function readArguments(words: readonly string[], syntax: CommandSyntax): Result<Arguments> {
  const { positionals = {}, options, preferred } = syntax;
  const read = readWords(words, new OptionNames(options, preferred));
  if ('error' in read) return read;
  const { uses, others } = read.value;
  const conflict = conflictIn(uses, options);
  if (conflict !== undefined) return { error: conflict };
  const values = allOf([...optionValues(uses, options), ...positionalValues(others, positionals)]);
  return 'error' in values ? values : { value: Object.fromEntries(values.value) };
}

type NamedValue = Result<readonly [name: string, value: unknown]>;

const optionValues = (uses: readonly Use[], options: OptionRows): NamedValue[] =>
  Object.entries(options).map(([name, option]) => {
    const values = uses.filter(use => use.name === name).map(({ value }) => value);
    if (values.length === 0 && option.demandOption) return { error: missing(`--${name}`, option) };
    return named(name, valueFor(option, values, `--${name}`));
  });

function positionalValues(words: readonly string[], positionals: PositionalRows): NamedValue[] {
  let at = 0;
  const values = Object.entries(positionals).map(([name, positional]) => {
    const taken = words.slice(at, positional.array ? undefined : at + 1);
    at += taken.length;
    if (taken.length === 0 && positional.demandOption) return { error: missing(name, positional) };
    return named(name, valueFor(positional, taken, name));
  });
  return at < words.length ? [...values, { error: `unexpected word ${shortened(words[at]!)}` }] : values;
}

const named = (name: string, value: Result<unknown>): NamedValue =>
  'error' in value ? value : { value: [inCamelCase(name), value.value] };

/** A row can say itself what to do: yargs takes a text as `demandOption`, too. */
const missing = (name: string, { choices, demandOption }: CommandOption | PositionalRows[string]): string =>
  typeof demandOption === 'string'
    ? demandOption
    : `${name} is missing${choices ? `; use ${choices.map(each => `"${each}"`).join(', ')}` : ''}`;

/** An option with what it cannot be used with. */
function conflictIn(uses: readonly Use[], options: OptionRows): string | undefined {
  const used = new Set(uses.filter(({ value }) => value !== false).map(({ name }) => name));
  for (const name of used) {
    const other = [options[name]?.conflicts ?? []].flat().find(each => used.has(String(each)));
    if (other !== undefined) return `--${name} and --${other} are mutually exclusive`;
  }
  return undefined;
}
