/** The plain external_ids of a network's rows, from which its ports, pods and routers can be found by name later. */
import type { PodPort, ZoneNetwork, ZoneNode } from '../zone/zone.ts';

type Ids = ReadonlyMap<string, string>;

export const networkIds = ({ name, topology }: ZoneNetwork): Ids =>
  new Map([
    ['k8s.ovn.org/network', name],
    ['k8s.ovn.org/topology', topology],
  ]);

/** Of switches and routers. */
export const roleIds = (network: ZoneNetwork): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/role', network.role]]);

/** Of what stands for another node. */
export const nodeIds = (network: ZoneNetwork, node: ZoneNode): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/node', node.name]]);

export const podIds = (network: ZoneNetwork, { pod, attachment }: PodPort): Ids =>
  new Map([...networkIds(network), ['k8s.ovn.org/nad', attachment], ['namespace', pod.namespace], ['pod', 'true']]);
