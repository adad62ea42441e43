/** A port of a switch, from what both databases say about it. */
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { printAddress } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { PORT_PREFIXES } from '../../kubernetes/names.ts';
import { whoIs } from '../guests/guest.ts';
import type { ItemNaming } from './contents.ts';
import type { PortItem, PortType } from './items.ts';

/** The columns that rows of both databases have, under their northbound names. */
export interface PortParts extends Pick<PortItem, 'switch' | 'isUp' | 'isDisabled' | 'peer' | 'dhcpv4' | 'dhcpv6'> {
  readonly name: string;
  readonly type: string;
  readonly addresses: readonly string[];
  readonly portSecurity: readonly string[];
  readonly ids: ReadonlyMap<string, string>;
  /** As the rows say it: a node or a chassis. */
  readonly place?: string | undefined;
}

export function portItem({ addresses, ids, place, ...parts }: PortParts, naming: ItemNaming): PortItem {
  const { namespace, pod, vm, name: guest } = whoIs(parts.name, ids, naming.machineOf);
  const read = addresses.map(text => ({ text, parsed: parseLspAddresses(text) }));
  const known = read.flatMap(({ parsed }) => parsed ?? []);
  const isRemote = parts.type === 'remote';
  return {
    kind: 'port',
    ...parts,
    type: pod === undefined ? typeOf(parts.name, parts.type) : vm === undefined ? 'pod' : 'vm',
    isRemote,
    ...(pod !== undefined && { guest, namespace, pod, vm }),
    network: ids.get(EXTERNAL_IDS.network) ?? (ids.get(EXTERNAL_IDS.pod) === 'true' ? DEFAULT_NETWORK : undefined),
    node: (place && (naming.nodeOfChassis(place) ?? place)) || (isRemote ? undefined : naming.node),
    mac: known[0]?.mac,
    addresses: known.flatMap(({ networks }) => networks.map(printAddress)),
    otherAddresses: read.filter(({ parsed }) => !parsed).map(({ text }) => text),
  };
}

/** The name of the cluster's own network, whose rows do not name it. */
export const DEFAULT_NETWORK = 'default';

const typeOf = (name: string, type: string): PortType =>
  type || (name.startsWith(PORT_PREFIXES.management) ? 'management' : 'port');
