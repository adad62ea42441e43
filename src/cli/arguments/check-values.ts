/** The values of one option or positional: as many as it takes, each as it must be, and as numbers where it takes these. */
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { allOf, mapResult, type Result } from '../../base/result.ts';
import { type CommandOption, isSwitch } from './option.ts';
import { shortened } from './option-names.ts';

type Value = string | boolean | number;

/** The value of `option` for all that was given for it; its default for nothing. `written` is its name for messages. */
export function valueFor(
  option: CommandOption,
  values: readonly (string | boolean)[],
  written: string,
): Result<unknown> {
  if (values.length === 0) return { value: option.default };
  const checked = allOf(values.map(value => checkedValue(option, value, written)));
  if (option.array) return checked;
  if (values.length > 1 && !isSwitch(option) && !option.hasOptionalValue) {
    return {
      error: `${written} takes one value, and has ${values.length}: ${values.map(value => shortened(String(value))).join(', ')}`,
    };
  }
  return mapResult(checked, all => all.at(-1));
}

function checkedValue(option: CommandOption, value: string | boolean, written: string): Result<Value> {
  if (typeof value === 'boolean') return { value };
  if (option.type === 'number') return numberIn(option, value, written);
  if (option.names === 'file' && value === '') return { error: `${written}: the name of a file is needed` };
  const fault = option.check?.(value);
  if (fault !== undefined) return { error: `${written} ${shortened(value)}: ${fault}` };
  const choices = option.choices as readonly string[] | undefined;
  if (choices && !choices.includes(value)) return { error: notAllowed(value, choices, written) };
  return { value };
}

function numberIn({ range }: CommandOption, text: string, written: string): Result<Value> {
  const value = /^\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : Number.NaN;
  const { from = 0, to = Number.MAX_SAFE_INTEGER, needed = 'a number is needed' } = range ?? {};
  return value >= from && value <= to ? { value } : { error: `${written}: ${needed}` };
}

function notAllowed(value: string, choices: readonly string[], written: string): string {
  const near = nearMiss(value, choices);
  const hint = suggestion(near && `"${near}"`);
  return `${written.replace(/^--/, '')}: "${shortened(value)}" is not allowed; use ${choices.map(each => `"${each}"`).join(', ')}${hint}`;
}
