/** What an inventory is made of: rows of each node, and what manifests say about virtual machines. */
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { ClusterView } from '../guests/cluster-view.ts';
import type { MachineOf } from '../guests/guest.ts';
import type { InventoryItem, ItemKind, Releases } from './items.ts';

/** The rows of a node, or of a whole cluster. At least one of `nb` and `network` is there. */
export interface NodeContents {
  /** Absent if the rows are of no single node. */
  readonly node?: string | undefined;
  readonly nb?: Nb | undefined;
  /** Of a southbound database or a dump; its flows are not needed where there are northbound rows. */
  readonly network?: LogicalNetwork | undefined;
  readonly isDump: boolean;
}

export interface Contents {
  readonly nodes: readonly NodeContents[];
  readonly releases: Releases;
  readonly cluster?: ClusterView | undefined;
}

/** The items of one node. Parts that its rows do not have are absent. */
export type NodeItems = { readonly [K in Exclude<ItemKind, 'network' | 'vm'>]?: readonly ItemOf<K>[] };
export type ItemOf<K extends ItemKind> = Extract<InventoryItem, { readonly kind: K }>;

/** How the rows of a node are named. */
export interface ItemNaming {
  readonly node: string | undefined;
  readonly machineOf: MachineOf | undefined;
  /** The node of a chassis, by its name. */
  readonly nodeOfChassis: (chassis: string) => string | undefined;
}
