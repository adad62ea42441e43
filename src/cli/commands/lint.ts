/** `udon lint`: flows and ACLs that no packet meets, and other faults of a database. Exit status 1 with findings. */
import { type LintReport, lintIn } from '../../app/lint/lint-in.ts';
import { FOR_GUESTS } from '../../app/sources/opened.ts';
import { lintToJson, renderLint } from '../../render/flows/lint-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { reportNotes, write } from '../terminal/terminal.ts';
import { type Command, OPENING, SHARED, SOURCE_WORDS } from './kit/command.ts';
import { sourcesOf } from './kit/source-words.ts';

interface LintArguments extends SourceArguments {
  readonly source: readonly string[];
  readonly from?: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly json?: boolean;
}

const FORMATS = {
  text: renderLint,
  json: (report: LintReport) => `${JSON.stringify(lintToJson(report), null, 2)}\n`,
} as const;

export const lint: Command = {
  positionals: SOURCE_WORDS,
  options: {
    from: SHARED.from,
    format: {
      type: 'string',
      choices: Object.keys(FORMATS),
      default: 'text',
      describe: 'text, or JSON with whole flows',
    },
    json: SHARED.json,
    ...OPENING,
    strict: SHARED.strict,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon lint samples/cudn2', 'find ACLs and flows that no packet meets, sets without users, addresses twice'],
    ['udon lint samples/cudn2 --json', 'print the findings for programs'],
  ],
  async run(args: Arguments) {
    const { source, from = [], format, json, ...options } = args as unknown as LintArguments;
    const opened = await openNetwork(sourcesOf({ from, source }, 'both'), options, FOR_GUESTS);
    const report = lintIn(opened);
    if (format === 'text' && !json) reportNotes(report.notChecked);
    await write(FORMATS[json ? 'json' : format](report));
    return report.findings.length > 0 ? 1 : 0;
  },
};
