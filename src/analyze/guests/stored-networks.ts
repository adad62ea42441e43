/**
 * The networks that ports of a database show and manifests lack. With them, a VM's manifest alone is enough to tell who
 * answers it: what its binding needs to know of the network is in the database.
 */
import { parseAddress, parsePrefix } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { offeredValue } from '../../sema/flow-facts/action-facts.ts';
import type { ClusterView, NetworkPort, UserNetwork } from './cluster-view.ts';
import type { Guest } from './guest.ts';
import { networkRole } from './network-role.ts';
import type { GuestSources } from './sources.ts';

/** `cluster` with these networks. Those of the manifests stay as they are. */
export function withStoredNetworks(cluster: ClusterView, sources: GuestSources): ClusterView {
  const networks = new Map<string, UserNetwork>();
  for (const guest of sources.guests()) {
    const found = networkOf(guest, sources);
    if (!found || isKnown(found, cluster)) continue;
    const [attachment] = found.attachments;
    const known = networks.get(attachment!);
    networks.set(attachment!, known ? { ...known, ports: [...known.ports, ...found.ports] } : found);
  }
  return networks.size === 0 ? cluster : { ...cluster, networks: [...cluster.networks, ...networks.values()] };
}

/** The network as the port of a pod shows it; undefined for the cluster's own. */
function networkOf(guest: Guest, sources: GuestSources): UserNetwork | undefined {
  const { namespace, pod, vm: machine, port, dhcpFlow, ips } = guest;
  const role = roleOf(guest, sources);
  if (namespace === undefined || pod === undefined || role === undefined) return undefined;
  const attachment = port.external_ids.get(EXTERNAL_IDS.attachment) ?? attachmentInDump(namespace);
  const mtu = dhcpFlow && offeredValue(dhcpFlow.actions, 'mtu');
  return {
    name: port.external_ids.get(EXTERNAL_IDS.network) ?? attachment,
    topology: port.external_ids.get(EXTERNAL_IDS.topology) === 'localnet' ? 'localnet' : 'layer2',
    role,
    hasIpam: ips.length > 0,
    mtu: mtu === undefined ? sources.cluster!.mtu : Number(mtu),
    vlan: undefined,
    attachments: [attachment],
    namespaces: [namespace],
    unlabelled: [],
    ports: portsOf(guest, { namespace, name: pod, machine }, attachment),
  };
}

/** A dump does not name attachments. A port that OVN answers there is on the primary network of its namespace. */
export const attachmentInDump = (namespace: string): string => `${namespace}/(primary)`;

function roleOf(guest: Guest, sources: GuestSources): UserNetwork['role'] | undefined {
  if (sources.isDump) return guest.dhcpFlow ? 'primary' : undefined;
  const role = networkRole(guest, sources);
  return role === 'primary' || role === 'secondary' ? role : undefined;
}

const isKnown = (found: UserNetwork, { networks }: ClusterView): boolean =>
  networks.some(
    ({ role, attachments, namespaces, unlabelled }) =>
      attachments.includes(found.attachments[0]!) ||
      (role === 'primary' && found.role === 'primary' && [...namespaces, ...unlabelled].includes(found.namespaces[0]!)),
  );

/** The length of the prefix and the gateway are known only from the options that OVN offers. */
function portsOf({ dhcpFlow }: Guest, pod: NetworkPort['pod'], attachment: string): readonly NetworkPort[] {
  if (!dhcpFlow) return [];
  const value = (name: string) => offeredValue(dhcpFlow.actions, name);
  const mask = parseAddress(value('netmask') ?? '');
  const address = mask && parsePrefix(`${value('offerip')}/${mask.value.toString(2).replaceAll('0', '').length}`);
  const router = parseAddress(value('router') ?? '');
  return [{ pod, attachment, addresses: address ? [address] : [], gateways: router ? [router] : [] }];
}
