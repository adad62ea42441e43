/** The words of a command line as getopt reads them: options with their values in any place, and the other words. */
import { allOf, mapResult, type Result } from '../../base/result.ts';
import { isSwitch } from './option.ts';
import { type Meaning, type OptionNames, shortened } from './option-names.ts';

/** An option with its value; of a switch, whether it is on. */
export interface Use {
  readonly name: string;
  readonly value: string | boolean;
}

export interface ReadWords {
  readonly uses: readonly Use[];
  /** The words that are no options. */
  readonly others: readonly string[];
}

/** What one word means. Its value can be the word after it. */
interface Step {
  readonly uses: readonly Use[];
  readonly takesNext?: boolean;
}

/** `--` ends the options. */
export function readWords(words: readonly string[], names: OptionNames): Result<ReadWords> {
  const end = words.indexOf('--');
  const others: string[] = [];
  const steps: Result<Step>[] = [];
  const before = end < 0 ? words : words.slice(0, end);
  for (let at = 0; at < before.length; at++) {
    const word = before[at]!;
    if (word.length < 2 || !word.startsWith('-')) others.push(word);
    else {
      const step = readOption(word, before[at + 1], names);
      if ('value' in step && step.value.takesNext) at++;
      steps.push(step);
    }
  }
  if (end >= 0) others.push(...words.slice(end + 1));
  return mapResult(allOf(steps), found => ({ uses: found.flatMap(({ uses }) => uses), others }));
}

const readOption = (word: string, next: string | undefined, names: OptionNames): Result<Step> =>
  word.startsWith('--') ? readLong(word.slice(2), next, names) : readLetters(word.slice(1), next, names);

function readLong(text: string, next: string | undefined, names: OptionNames): Result<Step> {
  const [, name = '', attached] = /^([^=]*)(?:=(.*))?$/s.exec(text)!;
  const meaning = names.called(name);
  return 'error' in meaning ? meaning : withValue(meaning.value, `--${name}`, attached, next, names);
}

/** `-v`, `-6v`, `-fFILE`, `-f=FILE`, `-f FILE`. */
function readLetters(letters: string, next: string | undefined, names: OptionNames): Result<Step> {
  const uses: Use[] = [];
  for (let at = 0; at < letters.length; at++) {
    const meaning = names.lettered(letters[at]!);
    if (!meaning) return { error: names.unknown(`-${letters}`, letters) };
    const rest = letters.slice(at + 1);
    if (takesRest(meaning, rest, names)) {
      const step = withValue(meaning, `-${letters[at]}`, rest === '' ? undefined : rest.replace(/^=/, ''), next, names);
      return mapResult(step, ({ takesNext = false, uses: last }) => ({ uses: [...uses, ...last], takesNext }));
    }
    uses.push({ name: meaning.name, value: true });
  }
  return { value: { uses } };
}

/** Of an option whose value can be left out, letters of options after it are options. */
function takesRest({ option }: Meaning, rest: string, names: OptionNames): boolean {
  if (option.hasOptionalValue) return [...rest].some(letter => !names.lettered(letter));
  return !isSwitch(option);
}

function withValue(
  { name, option, isNegated }: Meaning,
  written: string,
  attached: string | undefined,
  next: string | undefined,
  names: OptionNames,
): Result<Step> {
  const use = (value: string | boolean) => ({ value: { uses: [{ name, value }] } });
  if (isNegated && attached !== undefined) return { error: `${written} takes no value` };
  if (option.hasOptionalValue) return use(attached ?? !isNegated);
  if (isSwitch(option)) return attached === undefined ? use(!isNegated) : switchTo(attached, written, use);
  if (attached !== undefined) return use(attached);
  if (next === undefined || names.isOption(next)) return { error: `${shortened(written)} needs a value` };
  return { value: { uses: [{ name, value: next }], takesNext: true } };
}

function switchTo(text: string, written: string, use: (value: boolean) => { value: Step }): Result<Step> {
  if (text === 'true' || text === 'false') return use(text === 'true');
  return { error: `${written} takes no value` };
}
