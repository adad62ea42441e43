/** The datapath, field or port that a request means, where it names one that there is not. */
import { guessName } from '../../analyze/language/guess-name.ts';
import { nearMiss } from '../../base/near-miss.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import { findInports } from '../../sema/match/microflow.ts';
import type { TraceRequest } from '../../trace/trace.ts';
import { datapathNames } from '../flows/flow-names.ts';
import type { Opened } from '../sources/opened.ts';

/** Sets and groups have no part in a suggestion, so all of them are empty. */
const NAMES = { addressSet: () => [], portGroup: () => [] };

export function nameLike(
  { network }: Pick<Opened, 'network'>,
  { datapath, microflow }: TraceRequest,
): string | undefined {
  const datapaths = datapathNames(network.flows.all());
  if (datapath !== undefined && !datapaths.includes(datapath)) return nearMiss(datapath, datapaths);
  const bound = boundMicroflow(microflow);
  if ('error' in bound) return guessName(microflow, bound.error);
  const ports = network.Port_Binding.map(({ logical_port }) => logical_port);
  const unknown = findInports(bound.value).find(name => !ports.includes(name));
  return unknown === undefined ? undefined : nearMiss(unknown, ports);
}

const boundMicroflow = (microflow: string) => bindMatch(parseMatch(microflow), microflow, NAMES);

/** The port that a microflow enters by: of several nodes, the packet is traced on the one that has it. */
export function inportOf(microflow: string): string | undefined {
  const bound = boundMicroflow(microflow);
  return 'value' in bound ? findInports(bound.value)[0] : undefined;
}
