/** The external_ids of a network's rows, with the names of its owners: network, node, attachment and namespace. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { PodPort, ZoneNetwork, ZoneNode } from '../zone/zone.ts';

type Ids = ReadonlyMap<string, string>;

export const networkIds = ({ name, topology }: ZoneNetwork): Ids =>
  new Map([
    [EXTERNAL_IDS.network, name],
    [EXTERNAL_IDS.topology, topology],
  ]);

/** For switches and routers. */
export const roleIds = (network: ZoneNetwork): Ids =>
  new Map([...networkIds(network), [EXTERNAL_IDS.role, network.role]]);

/** For rows that represent another node. */
export const nodeIds = (network: ZoneNetwork, node: ZoneNode): Ids =>
  new Map([...networkIds(network), [EXTERNAL_IDS.node, node.name]]);

export const podIds = (network: ZoneNetwork, { pod, attachment }: PodPort): Ids =>
  new Map([
    ...networkIds(network),
    [EXTERNAL_IDS.attachment, attachment],
    [EXTERNAL_IDS.namespace, pod.namespace],
    [EXTERNAL_IDS.pod, 'true'],
  ]);
