/** The networks of a zone, with their ids, namespaces, gateways and pod ports. */

import { addressBits, type Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import { isKnownEarlier } from '../../manifests/primary-order.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { LeftOutNetwork, NetworkIdentity, NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { controllerName, namePrefixOf } from '../vocabulary/names.ts';
import { type Hosts, hostsOf, isMember, mayHavePrimary } from './namespaces.ts';
import { keptAddresses } from './network-addresses.ts';
import { completeNetworkIds, completeTunnelKeys } from './network-ids.ts';
import { nodeGateways } from './node-gateways.ts';
import { type Population, podPorts } from './pod-ports.ts';
import type { Assume, Settings, Zone, ZoneLeftOut, ZoneNetwork, ZoneNode } from './zone.ts';

/** A localnet network is not tunnelled, so its MTU includes the size of the tunnel's header. */
const TUNNEL_HEADER = 100;

/** The known values of the cluster, before its networks are derived. */
export interface Surroundings extends Population {
  readonly settings: Settings;
  readonly nodes: readonly ZoneNode[];
  readonly namespaces: readonly NamespaceSpec[];
}

export function zoneNetworks(
  { networks, leftOut, unread, namespaces }: Pick<UdnSpec, 'networks' | 'leftOut' | 'unread' | 'namespaces'>,
  around: Surroundings,
  assume: Assume,
): Pick<Zone, 'networks' | 'leftOut'> {
  const hosts = hostsOf([...networks, ...leftOut.filter(({ uncompiled }) => uncompiled)], around.namespaces);
  const isMade = hosts.map(({ attached }) => attached.length > 0);
  const ids = completeNetworkIds(networks, isMade, leftOut, assume);
  const keys = completeTunnelKeys(networks, ids, around.features, assume);
  const made = networks.map((network, index) => {
    const own = around.features.has('default-gateway-ips') ? network : withoutChoices(network);
    return zoneNetwork(own, { id: ids[index]!, tunnelKeys: keys[index]!, ...hosts[index]! }, around, assume);
  });
  const served = new Set(made.flatMap(({ role, namespaces }) => (role === 'primary' ? namespaces : [])));
  const rivals = networks.filter(({ role }) => role === 'primary');
  const known = leftOut.flatMap(network => leftOutOf(network, { namespaces: around.namespaces, served, rivals }));
  const unlabelled = new Set(namespaces.filter(each => !mayHavePrimary(each)).map(({ name }) => name));
  const lone = around.namespaces.filter(({ name }) => !unlabelled.has(name) && !served.has(name));
  return { networks: made, leftOut: [...known, ...unread.slice(0, 1).map(place => unreadOf(place, lone))] };
}

/** What cannot be read may be the primary network of any namespace without one. */
const unreadOf = ({ source }: Place, namespaces: readonly NamespaceSpec[]): ZoneLeftOut => ({
  statement: `its primary network may be in ${source.name}, of which a part cannot be read`,
  isRefused: false,
  title: source.name,
  role: 'primary',
  namespaces: namespaces.map(({ name }) => name),
  attachments: [],
});

interface Others {
  readonly namespaces: readonly NamespaceSpec[];
  /** The names of those that a primary network serves. */
  readonly served: ReadonlySet<string>;
  /** The primary networks with rows. */
  readonly rivals: readonly NetworkSpec[];
}

/**
 * The namespaces that it is meant for, and its attachments in them. Those that a primary network serves are not on another.
 * Namespaces that may be on another network instead have a statement of their own.
 */
function leftOutOf(network: LeftOutNetwork, { namespaces, served, rivals }: Others): readonly ZoneLeftOut[] {
  const isPrimary = network.role === 'primary';
  const members = namespaces.filter(each => isMember(network, each));
  const open = isPrimary && network.uncompiled ? rivals.filter(each => !isKnownEarlier(network, each)) : [];
  const rivalOf = (member: NamespaceSpec) => open.find(each => isMember(each, member));
  return [undefined, ...open].flatMap(rival => {
    const group = members.filter(member => rivalOf(member) === rival);
    return group.length || !rival ? [leftOutIn(group, network, served, rival)] : [];
  });
}

function leftOutIn(
  members: readonly NamespaceSpec[],
  network: LeftOutNetwork,
  served: ReadonlySet<string>,
  rival: NetworkSpec | undefined,
): ZoneLeftOut {
  const { title, role } = network;
  const isFree = (each: NamespaceSpec) => role === 'secondary' || (mayHavePrimary(each) && !served.has(each.name));
  // A pod of another namespace may use them, such as those of namespace "default".
  const known = network.attachments.map(({ namespace, name }) => `${namespace}/${name}`);
  return {
    statement: statementOn(network, rival),
    isRefused: !network.uncompiled && !network.isReported,
    title,
    role,
    namespaces: members.filter(isFree).map(({ name }) => name),
    attachments: [...new Set([...known, ...members.flatMap(({ name }) => attachmentsIn(name, network))])],
  };
}

const withoutChoices = (network: NetworkSpec): NetworkSpec => ({
  ...network,
  reservedSubnets: [],
  infrastructureSubnets: [],
  defaultGatewayIps: [],
});

/** The derived values of one network. */
type Derived = Pick<ZoneNetwork, 'id' | 'tunnelKeys'> & Hosts;

function zoneNetwork(
  network: NetworkSpec,
  { id, tunnelKeys, attached, hosts }: Derived,
  around: Surroundings,
  assume: Assume,
): ZoneNetwork {
  const { settings } = around;
  const isPrimary = network.role === 'primary';
  const kept = isPrimary ? keptAddresses(network) : { gatewayAddresses: [], managementAddresses: [] };
  const isMade = attached.length > 0;
  const gateways = isPrimary && isMade ? nodeGateways(network, around.nodes, settings, assume) : [];
  const attachable = {
    ...network,
    ...kept,
    namespaces: hosts.map(({ name }) => name),
    attachments: attached.flatMap(({ name }) => attachmentsIn(name, network)),
    excludeSubnets: [...network.excludeSubnets, ...network.reservedSubnets, ...infrastructure(network, kept)],
    gatewayKeys: gateways.map(({ tunnelKey }) => tunnelKey),
  };
  return {
    ...kept,
    name: network.name,
    isMade,
    prefix: namePrefixOf(network.name),
    controller: controllerName(network.name),
    id,
    tunnelKeys,
    topology: network.topology,
    role: network.role,
    subnets: network.subnets,
    hasIpam: network.hasIpam,
    mtu: network.mtu ?? settings.mtu + (network.topology === 'localnet' ? TUNNEL_HEADER : 0),
    physicalNetworkName: network.physicalNetworkName ?? network.name,
    vlan: network.vlan,
    namespaces: attachable.namespaces,
    attachments: attachable.attachments,
    gateways,
    ...podPorts(attachable, around, assume),
  };
}

/** What pods that are meant for it have to know. */
function statementOn({ title, why, uncompiled, role }: LeftOutNetwork, rival: NetworkSpec | undefined): string {
  if (uncompiled) {
    const here = `${uncompiled} network ${title.replace(/^\S+ /, '')}, which udon does not compile`;
    const start = role === 'primary' ? 'its pods are on' : 'its attachment is of';
    return rival
      ? `${start} ${rival.title}, or on ${here}: the manifests do not tell which of them was created first`
      : `${start} ${here}`;
  }
  return `its ${role === 'primary' ? 'network' : 'attachment'}, ${title}, is left out: ${why}`;
}

/**
 * Ranges that are not assigned to pods. A network with infrastructure subnets reserves only these, even if the node's
 * address is outside of them.
 */
const infrastructure = (
  { infrastructureSubnets }: NetworkSpec,
  { gatewayAddresses, managementAddresses }: Pick<ZoneNetwork, 'gatewayAddresses' | 'managementAddresses'>,
): readonly Prefix[] =>
  infrastructureSubnets.length
    ? infrastructureSubnets
    : [...gatewayAddresses, ...managementAddresses].map(singleAddress);

const singleAddress = (address: Prefix): Prefix => ({ ...address, prefixLength: addressBits(address.family) });

function attachmentsIn(namespace: string, { attachments, attachmentName }: NetworkIdentity): readonly string[] {
  const known = attachments.filter(attachment => attachment.namespace === namespace);
  return known.length ? known.map(({ name }) => `${namespace}/${name}`) : [`${namespace}/${attachmentName}`];
}
