/** Opens the SOURCEs of a command line, and reports their diagnostics and what was read. */
import { createHash } from 'node:crypto';
import type { WhatWasRead } from '../../app/sources/gather/source.ts';
import type { OpenedNodes } from '../../app/sources/open-nodes.ts';
import { openRows } from '../../app/sources/open-rows.ts';
import { openSources } from '../../app/sources/open-sources.ts';
import type { Opened, OpenedRows, OpenOptions } from '../../app/sources/opened.ts';
import { detailsOf, summaryOf } from '../../app/sources/summary.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import { orFail } from '../terminal/failure.ts';
import { progress, report, reported, tell } from '../terminal/terminal.ts';
import { inputsOf } from './inputs.ts';
import type { RemoteOptions } from './remote.ts';

/** Options of commands that have sources, as yargs names them. */
export interface SourceArguments extends RemoteOptions {
  readonly node?: string | undefined;
  readonly release?: string | undefined;
  readonly ovnkRelease?: string | undefined;
  readonly ovnkFeature?: readonly string[] | undefined;
  readonly verbose?: boolean | undefined;
  /** `NAME=ITEM,...` each. */
  readonly addressSet?: readonly string[] | undefined;
  readonly portGroup?: readonly string[] | undefined;
}

/** The options that a command itself sets. */
type Needs = Pick<OpenOptions, 'wantsRows' | 'wantsMachines' | 'mayLackNetworks' | 'guest'>;

export const openNetwork = async (
  sources: readonly string[],
  options: SourceArguments,
  needs: Needs,
): Promise<Opened> => {
  const inputs = inputsOf(sources, options);
  return withSets(shown(await openSources(inputs, { ...optionsOf(sources, options), ...needs }), options), options);
};

/** Every node, to be opened one after the other. */
export async function openEveryNode(
  sources: readonly string[],
  options: SourceArguments,
  needs: Needs,
): Promise<OpenedNodes> {
  const { openNodes } = await import('../../app/sources/open-nodes.ts');
  const inputs = inputsOf(sources, options);
  const opened = shown(await openNodes(inputs, { ...optionsOf(sources, options), ...needs }), options);
  const nodes = opened.nodes.map(node => ({
    ...node,
    open: async () =>
      continueWith(await node.open(), async value => ({ value: await withSets(value, options), diagnostics: [] })),
  }));
  return { ...opened, nodes };
}

/** With the sets that the command line defines. */
async function withSets(opened: Opened, options: SourceArguments): Promise<Opened> {
  if (!options.addressSet && !options.portGroup) return opened;
  const { withDefinedSets } = await import('../../app/sources/defined-sets.ts');
  return { ...opened, network: orFail(withDefinedSets(opened.network, options)) };
}

/** The northbound rows alone, with their diagnostics. */
export async function openNorthbound(
  sources: readonly string[],
  options: SourceArguments,
): Promise<Checked<OpenedRows> & { readonly value: OpenedRows }> {
  const rows = await openRows(inputsOf(sources, { ...options, kind: 'nb' }), optionsOf(sources, options));
  return { ...rows, value: shown(rows, options) };
}

function shown<T extends WhatWasRead>(opened: Checked<T>, { verbose = false }: SourceArguments): T {
  const value = reported(opened, verbose);
  const summary = summaryOf(value);
  if (summary !== undefined) tell(summary);
  if (verbose && summary !== undefined) report(detailsOf(value), true);
  return value;
}

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
