/** One option of a command, as a row: yargs prints the help of it, and `readArguments` reads it. */
import type { Options, PositionalOptions } from 'yargs';

/** What a value names, where shells can complete it. */
export type NamedThing = 'file' | 'stage' | 'datapath' | 'vm' | 'pod' | 'item';

export interface CommandOption extends Options {
  /** What a value names. The name of a file must not be empty. */
  readonly names?: NamedThing;
  /** Of a number: the smallest and the largest, and what is needed, in words. */
  readonly range?: { readonly from: number; readonly to: number; readonly needed: string };
  /** Says what is wrong with a value; undefined if nothing is. */
  readonly check?: (value: string) => string | undefined;
  /** Whether its value can be left out. A value is then part of the same word: `--ovs=REMOTE`, `-vSPEC`. */
  readonly hasOptionalValue?: true;
}

export type OptionRows = Readonly<Record<string, CommandOption>>;

/** The words of a command line that are no options, in order. The last one can take all that are left. */
export interface Positional extends PositionalOptions {
  readonly names?: NamedThing;
}

export type PositionalRows = Readonly<Record<string, Positional>>;

/** Every option with `type` "boolean" is a switch. */
export const isSwitch = ({ type }: CommandOption): boolean => type === 'boolean';

/** The values of a command line by the names of options and positionals, in camel case. */
export type Arguments = Readonly<Record<string, unknown>>;

export const inCamelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
