/** Opens the SOURCEs of a command line, and reports their diagnostics and what was read. */
import { createHash } from 'node:crypto';
import { keySourceOf } from '../../app/flows/key-source.ts';
import { releaseNote } from '../../app/flows/release-note.ts';
import type { OpenedContents } from '../../app/inventory/open-contents.ts';
import type { WhatWasRead } from '../../app/sources/gather/source.ts';
import type { OpenedNodes } from '../../app/sources/open-nodes.ts';
import { openRows } from '../../app/sources/open-rows.ts';
import { openSources } from '../../app/sources/open-sources.ts';
import type { Opened, OpenedRows, OpenOptions } from '../../app/sources/opened.ts';
import { detailsOf, summaryOf } from '../../app/sources/summary.ts';
import { asError, asWarning, type Checked, type Diagnostic, note } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import { orFail } from '../terminal/failure.ts';
import { progress, report, reported, tell } from '../terminal/terminal.ts';
import { type InputOptions, inputsOf } from './inputs.ts';

/** Options of commands that have sources, as yargs names them. */
export interface SourceArguments extends Omit<InputOptions, 'kind' | 'wantsRows' | 'guest'> {
  readonly node?: string | undefined;
  readonly release?: string | undefined;
  readonly keysFrom?: string | undefined;
  readonly ovnkRelease?: string | undefined;
  readonly ovnkFeature?: readonly string[] | undefined;
  readonly verbose?: boolean | undefined;
  /** Whether warnings about the sources are errors. */
  readonly strict?: boolean | undefined;
  /** `NAME=ITEM,...` each. */
  readonly addressSet?: readonly string[] | undefined;
  readonly portGroup?: readonly string[] | undefined;
}

/** The options that a command itself sets. */
interface Needs extends Pick<OpenOptions, 'wantsRows' | 'wantsMachines' | 'mayLackNetworks' | 'guest'> {
  /** Whether one thing is asked for, and not all that the sources have. */
  readonly isQuestion?: boolean;
  /** Whether a database that is cut short has no answer: what it lacks would look as if it were not there. */
  readonly isWhole?: boolean;
}

export const openNetwork = async (
  sources: readonly string[],
  options: SourceArguments,
  needs: Needs,
): Promise<Opened> => {
  const keysFrom = await keysOf(options);
  const inputs = inputsOf(sources, { ...options, ...needs });
  const opened = await openSources(inputs, { ...optionsOf(sources, options), ...needs, keysFrom });
  const value = shown(judged(opened, options, needs), options);
  report(unusedKeys(value, options), true);
  if (options.verbose) report([releaseNote(value, options.release)], true);
  return withSets(value, options);
};

/** Only what is compiled gets keys. */
const unusedKeys = ({ read, isDump }: Opened, { keysFrom }: SourceArguments): readonly Diagnostic[] =>
  keysFrom !== undefined && (isDump || read.some(({ kind }) => kind === 'sb'))
    ? [
        note(
          'keys-not-needed',
          `--keys-from ${keysFrom}: passed over, because the source has flows with their own keys`,
        ),
      ]
    : [];

/** The same sources again, for another node; undefined if they do not have it. What they lack is reported already. */
export async function openQuietly(
  sources: readonly string[],
  options: SourceArguments,
  needs: Needs,
): Promise<Opened | undefined> {
  if (sources.includes('-')) return undefined;
  const opened = await openSources(inputsOf(sources, { ...options, ...needs }), {
    ...optionsOf(sources, options),
    ...needs,
  });
  return opened.value && withSets(opened.value, options);
}

/** How the same sources are read again. */
export const againFrom = (sources: readonly string[], options: SourceArguments, needs: Needs) => ({
  inputs: () => inputsOf(sources, { ...options, ...needs }),
  options: { ...optionsOf(sources, options), ...needs },
});

/**
 * What is said of sources that have an answer. What an API server refuses does not stop a question about something else;
 * it is an error only where all of the sources is asked for.
 */
function judged<T>(
  { value, diagnostics }: Checked<T>,
  { strict = false }: SourceArguments,
  { isQuestion = false, isWhole = false }: Needs,
): Checked<T> {
  if (value === undefined) return { diagnostics };
  const cut = isWhole ? diagnostics.filter(({ code }) => code === 'database-cut-short') : [];
  if (cut.length > 0)
    return { diagnostics: cut.map(found => asError({ ...found, message: `${found.message}${NOT_WHOLE}` })) };
  const judge = strict ? asError : isQuestion ? asWarning : undefined;
  return {
    value,
    diagnostics: judge ? diagnostics.map(found => (found.code === 'list-refused' ? found : judge(found))) : diagnostics,
  };
}

const NOT_WHOLE = ', so what is different is not known: save the database again';

async function keysOf({ keysFrom: name, ...options }: SourceArguments): Promise<OpenOptions['keysFrom']> {
  if (name === undefined) return undefined;
  const opened = await openSources(inputsOf([name], options), { ...optionsOf([name], options), wantsRows: false });
  return orFail(keySourceOf(reported(opened, false), name));
}

/** Every node, to be opened one after the other. */
export async function openEveryNode(
  sources: readonly string[],
  options: SourceArguments,
  needs: Needs,
): Promise<OpenedNodes> {
  const { openNodes } = await import('../../app/sources/open-nodes.ts');
  const keysFrom = await keysOf(options);
  const inputs = inputsOf(sources, { ...options, ...needs });
  const read = await openNodes(inputs, { ...optionsOf(sources, options), ...needs, keysFrom });
  const opened = shown(judged(read, options, needs), options);
  const nodes = opened.nodes.map(node => ({
    ...node,
    open: async () =>
      continueWith(judged(await node.open(), options, needs), async value => ({
        value: await withSets(value, options),
        diagnostics: [],
      })),
  }));
  return { ...opened, nodes };
}

/** With the sets that the command line defines. */
async function withSets(opened: Opened, options: SourceArguments): Promise<Opened> {
  if (!options.addressSet && !options.portGroup) return opened;
  const { withDefinedSets } = await import('../../app/sources/defined-sets.ts');
  return { ...opened, network: orFail(withDefinedSets(opened.network, options)) };
}

/** What the sources hold, without flows. */
export async function openHoldings(sources: readonly string[], options: SourceArguments): Promise<OpenedContents> {
  const { openContents } = await import('../../app/inventory/open-contents.ts');
  const inputs = inputsOf(sources, options);
  return shown(judged(await openContents(inputs, optionsOf(sources, options)), options, { isQuestion: true }), options);
}

/** The northbound rows alone, with their diagnostics. */
export async function openNorthbound(
  sources: readonly string[],
  options: SourceArguments,
): Promise<Checked<OpenedRows> & { readonly value: OpenedRows }> {
  const rows = await openRows(inputsOf(sources, { ...options, kind: 'nb' }), optionsOf(sources, options));
  return { ...rows, value: shown(judged(rows, options, {}), options) };
}

function shown<T extends WhatWasRead>(opened: Checked<T>, { verbose = false }: SourceArguments): T {
  const value = reported(opened, verbose);
  if (!verbose) report(opened.diagnostics.filter(isOfAnswer), true);
  const summary = summaryOf(value);
  if (summary !== undefined) tell(summary);
  if (verbose && summary !== undefined) report(detailsOf(value), true);
  return value;
}

/** These keys are in the answer, but not in the source, so the note on them is never left out. */
const isOfAnswer = ({ code }: Diagnostic): boolean => code === 'keys-assigned';

const optionsOf = (sources: readonly string[], options: SourceArguments): OpenOptions => ({
  name: sources.join(', '),
  node: options.node,
  release: options.release,
  ovnkRelease: options.ovnkRelease,
  ovnkFeatures: options.ovnkFeature,
  progress: progress.show,
  sha1,
});

/** The checksum of OpenSSL: a database can have many megabytes. */
const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
