/** From sources to what they tell of guests. */
import { Evidence } from '../../analyze/guests/sources.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { assumeTables } from '../../trace/assume-tables.ts';
import { type NetworkOptions, readNetwork } from '../sources/network.ts';
import { report } from '../terminal/terminal.ts';

/** Both databases are read where both are there; VMs may all be on the cluster's own network; what a dump lacks is assumed, and said. */
export async function readEvidence(
  paths: readonly string[],
  options: NetworkOptions & { readonly verbose?: boolean },
): Promise<Evidence> {
  const { diagnostics, ...read } = await readNetwork(paths, { ...options, wantsBoth: true, mayLackNetworks: true });
  report(diagnostics, options.verbose);
  const whole = read.isDump ? assumeTables(read.network) : { network: read.network, assumed: [] };
  report(whole.assumed.map(assumption));
  return new Evidence({ ...read, network: whole.network });
}

const assumption = (tables: string): Diagnostic =>
  warning('tables-assumed', `not in the dump, taken as \`next;\`: ${tables}`);
