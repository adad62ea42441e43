/** The option that a word means: a whole name, a beginning that fits one name only, a letter, or `no-` and a switch. */
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import type { Result } from '../../base/result.ts';
import { type CommandOption, isSwitch, type OptionRows } from './option.ts';

export interface Meaning {
  readonly name: string;
  readonly option: CommandOption;
  /** Whether it is `--no-NAME`. */
  readonly isNegated: boolean;
}

export class OptionNames {
  private readonly long = new Map<string, Meaning>();
  private readonly short = new Map<string, Meaning>();
  private readonly preferred: readonly string[];

  /** Of several options that begin alike, the only one in `preferred` is meant. */
  constructor(rows: OptionRows, preferred: readonly string[] = []) {
    this.preferred = preferred;
    for (const [name, option] of Object.entries(rows)) this.add(name, option);
  }

  private add(name: string, option: CommandOption): void {
    const meaning = { name, option, isNegated: false };
    this.long.set(name, meaning);
    if (isSwitch(option)) this.long.set(`no-${name}`, { ...meaning, isNegated: true });
    for (const alias of [option.alias ?? []].flat()) (alias.length === 1 ? this.short : this.long).set(alias, meaning);
  }

  /** `text` is the word without `--` and without its value. */
  called(text: string): Result<Meaning> {
    const exact = this.long.get(text);
    if (exact) return { value: exact };
    const fitting = [...this.long].filter(([name]) => text !== '' && name.startsWith(text));
    const preferred = fitting.filter(([, { name }]) => this.preferred.includes(name));
    const [only, ...others] = preferred.length > 0 ? preferred : fitting;
    if (!only) return { error: this.unknown(`--${text}`, text) };
    if (others.length === 0) return { value: only[1] };
    return { error: `--${text} can mean ${alternatives([only, ...others].map(([name]) => `--${name}`))}` };
  }

  lettered(letter: string): Meaning | undefined {
    return this.short.get(letter);
  }

  /** Whether `word` is surely an option, and not a value that begins with a hyphen. */
  isOption(word: string): boolean {
    if (word === '--') return true;
    if (!word.startsWith('--')) return word.length > 1 && word.startsWith('-') && this.short.has(word[1]!);
    return this.long.has(word.slice(2).split('=')[0]!);
  }

  /** The message for an option that there is not. */
  unknown(word: string, text: string): string {
    const near = nearMiss(text, this.visible());
    return `unknown option ${shortened(word)}${suggestion(near && `--${near}`)}`;
  }

  /** The names that help and shells show. */
  visible(): readonly string[] {
    return [...this.long]
      .filter(([, { option, isNegated }]) => !option.hidden && (!isNegated || option.default === true))
      .map(([name]) => name);
  }
}

/** Long words are cut, so that the message stays one line that can be read. */
export const shortened = (word: string): string => (word.length > LONGEST ? `${word.slice(0, LONGEST)}...` : word);

const LONGEST = 100;

/** `a, b or c` */
export const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
