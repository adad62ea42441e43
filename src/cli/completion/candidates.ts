/** What can complete a command line: commands, options, values that are allowed, and names in the sources of the line. */
import { type CommandOption, isSwitch, type NamedThing } from '../arguments/option.ts';
import { OptionNames } from '../arguments/option-names.ts';
import { COMMANDS, type CommandRow, commandCalled } from '../commands/all.ts';
import { type Command, GENERAL } from '../commands/kit/command.ts';
import { namesInSources } from './names-in-sources.ts';

/** `words` are those after the name of the program, up to the cursor; the last is not complete, and can be empty. */
export async function candidates(words: readonly string[]): Promise<readonly string[]> {
  const [current = '', ...before] = words.toReversed();
  const at = words.slice(0, -1).findIndex(word => !word.startsWith('-'));
  const row = commandCalled(words[at]);
  const found = row ? await ofCommand(row, before.reverse().toSpliced(at, 1), current) : ofProgram(current);
  return found.filter(each => each.startsWith(current));
}

const ofProgram = (current: string): readonly string[] =>
  current.startsWith('-') ? optionWords(GENERAL) : COMMANDS.map(({ name }) => name);

async function ofCommand(row: CommandRow, before: readonly string[], current: string): Promise<readonly string[]> {
  const command = await row.load();
  const names = new OptionNames({ ...command.options, ...GENERAL }, command.preferred);
  const [, attachedTo] = /^--([^=]+)=/.exec(current) ?? [];
  if (attachedTo !== undefined) {
    const values = await valuesFor(optionOf(names, `--${attachedTo}`), command, before);
    return values.map(value => `--${attachedTo}=${value}`);
  }
  const option = optionOf(names, before.at(-1) ?? '');
  if (option && !isSwitch(option) && !option.hasOptionalValue) return valuesFor(option, command, before.slice(0, -1));
  if (current.startsWith('-')) return optionWords({ ...command.options, ...GENERAL });
  return positionalsFor(command, before, names);
}

function optionOf(names: OptionNames, word: string): CommandOption | undefined {
  if (/^-[^-]$/.test(word)) return names.lettered(word[1]!)?.option;
  const meaning = word.startsWith('--') ? names.called(word.slice(2)) : undefined;
  return meaning && 'value' in meaning ? meaning.value.option : undefined;
}

const optionWords = (options: Command['options']): readonly string[] =>
  new OptionNames(options).visible().map(name => `--${name}`);

/** The values of an option or a positional. Files are left to the shell. */
async function valuesFor(
  option: CommandOption | undefined,
  command: Command,
  before: readonly string[],
): Promise<readonly string[]> {
  if (option?.choices) return option.choices.map(String);
  const named: NamedThing | undefined = option?.names;
  return named === undefined || named === 'file' ? [] : namesInSources(named, before, command);
}

async function positionalsFor(
  command: Command,
  before: readonly string[],
  names: OptionNames,
): Promise<readonly string[]> {
  const rows = Object.values(command.positionals ?? {});
  const count = before.filter((word, index) => !word.startsWith('-') && !takesValue(before[index - 1], names)).length;
  return valuesFor(rows[count] ?? rows.findLast(({ array }) => array), command, before);
}

function takesValue(word: string | undefined, names: OptionNames): boolean {
  const option = optionOf(names, word ?? '');
  return option !== undefined && !isSwitch(option) && !option.hasOptionalValue;
}
