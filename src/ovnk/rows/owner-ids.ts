/** The external_ids of a network's rows, with the names of its owners: network, node, attachment and namespace. */
import type { PodPort, ZoneNetwork, ZoneNode } from '../zone/zone.ts';

type Ids = ReadonlyMap<string, string>;

export const networkIds = ({ name, topology }: ZoneNetwork): Ids =>
  new Map([
    ['k8s.ovn.org/network', name],
    ['k8s.ovn.org/topology', topology],
  ]);

/** For switches and routers. */
export const roleIds = (network: ZoneNetwork): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/role', network.role]]);

/** For rows that represent another node. */
export const nodeIds = (network: ZoneNetwork, node: ZoneNode): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/node', node.name]]);

export const podIds = (network: ZoneNetwork, { pod, attachment }: PodPort): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/nad', attachment], ['namespace', pod.namespace], ['pod', 'true']]);
