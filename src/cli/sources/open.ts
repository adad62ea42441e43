/** Opens the SOURCEs of a command line and reports their diagnostics. */
import { createHash } from 'node:crypto';
import { openRows } from '../../app/sources/open-rows.ts';
import { type Opened, type OpenOptions, openSources } from '../../app/sources/open-sources.ts';
import { orFail } from '../terminal/failure.ts';
import { progress, reported } from '../terminal/terminal.ts';
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

/** `needs` are the options that the command itself sets. */
export const openNetwork = async (
  sources: readonly string[],
  options: SourceArguments,
  needs: Pick<OpenOptions, 'wantsRows' | 'mayLackNetworks'>,
): Promise<Opened> => {
  const inputs = inputsOf(sources, options);
  const found = reported(await openSources(inputs, { ...optionsOf(sources, options), ...needs }), options.verbose);
  return options.addressSet || options.portGroup ? withSets(found, options) : found;
};

async function withSets(opened: Opened, options: SourceArguments): Promise<Opened> {
  const { withDefinedSets } = await import('../../app/sources/defined-sets.ts');
  return { ...opened, network: orFail(withDefinedSets(opened.network, options)) };
}

/** The northbound rows alone, with their diagnostics. */
export const openNorthbound = (sources: readonly string[], options: SourceArguments) =>
  openRows(inputsOf(sources, { ...options, kind: 'nb' }), optionsOf(sources, options));

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
