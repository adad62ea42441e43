/**
 * Whether a northbound and a southbound database are of one OVN. ovn-northd copies what shows it: the zone's name
 * (NB_Global:name, SB_Global:options:name), the UUID of the switch or router of each datapath, and the names of ports.
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';

/** A warning that names both files if they do not belong together, or if one is older than the other. */
export function mismatchOf(
  nb: Nb,
  network: LogicalNetwork,
  [nbName, sbName]: readonly [string, string],
): Diagnostic | undefined {
  const found = differenceOf(nb, network);
  return found === undefined
    ? undefined
    : warning('databases-differ', `${nbName} and ${sbName} are not of the same OVN at the same time: ${found}`);
}

function differenceOf(nb: Nb, network: LogicalNetwork): string | undefined {
  return zones(nb, network) ?? datapaths(nb, network) ?? ports(nb, network) ?? sequence(nb, network);
}

function zones({ NB_Global }: Nb, { SB_Global }: LogicalNetwork): string | undefined {
  const [ofNb, ofSb] = [NB_Global[0]?.name, SB_Global[0]?.options.get('name')];
  return ofNb && ofSb && ofNb !== ofSb ? `one is of zone ${ofNb}, the other of zone ${ofSb}` : undefined;
}

/** Rows are made and deleted at any time, so only databases without a common row are of different networks. */
function datapaths(nb: Nb, { Datapath_Binding }: LogicalNetwork): string | undefined {
  const rows = new Set([...nb.Logical_Switch, ...nb.Logical_Router].map(({ _uuid }) => _uuid));
  const ids = Datapath_Binding.flatMap(({ external_ids }) =>
    ['logical-switch', 'logical-router'].flatMap(key => external_ids.get(key) ?? []),
  );
  return share(ids, rows) ? undefined : 'no datapath is of a switch or router that the other has';
}

function ports(nb: Nb, { Port_Binding }: LogicalNetwork): string | undefined {
  const names = new Set([...nb.Logical_Switch_Port, ...nb.Logical_Router_Port].map(({ name }) => name));
  const bound = Port_Binding.map(({ logical_port }) => logical_port);
  return share(bound, names) ? undefined : 'no port is in both';
}

/** True also where one side is empty. */
const share = (items: readonly string[], known: ReadonlySet<string>): boolean =>
  items.length === 0 || known.size === 0 || items.some(item => known.has(item));

/** `ovn-nbctl sync` counts NB_Global:nb_cfg up; ovn-northd copies it with the rows of that time. */
function sequence({ NB_Global }: Nb, { SB_Global }: LogicalNetwork): string | undefined {
  const [ofNb, ofSb] = [NB_Global[0]?.nb_cfg, SB_Global[0]?.nb_cfg];
  if (ofNb === undefined || ofSb === undefined || ofNb === ofSb) return undefined;
  return `nb_cfg is ${ofNb} in the one and ${ofSb} in the other`;
}
