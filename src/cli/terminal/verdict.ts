/** How each verdict looks and ends a command. */
import { outputColors } from './terminal.ts';

export type CommandVerdict = 'yes' | 'no' | 'undecided';

/** The exit status of each verdict. */
export const VERDICT_STATUSES: Readonly<Record<CommandVerdict, number>> = { yes: 0, no: 1, undecided: 2 };

const COLORS = { yes: outputColors.green, no: outputColors.red, undecided: outputColors.yellow } as const;

/** The text with its first line, which is the verdict, in colour. `shape` changes this line before. */
export const paintVerdict = (text: string, verdict: CommandVerdict, shape = (line: string): string => line): string =>
  text.replace(/^.*/, line => COLORS[verdict](shape(line)));
