/** What is connected to what, as plain data: switches, routers and ports as boxes, and the links between them. */

export interface NetworkGraph {
  readonly boxes: readonly TopologyBox[];
  readonly links: readonly TopologyLink[];
}

/** `ports` is several ports of one switch, namespace and node. */
export type TopologyKind = 'switch' | 'router' | 'vm' | 'pod' | 'port' | 'ports';

export interface TopologyBox {
  /** Unique: its kind and name. */
  readonly id: string;
  readonly kind: TopologyKind;
  readonly name: string;
  /** Addresses, subnets or counts; empty if there are none. */
  readonly details: readonly string[];
  /** The network that it belongs to, where the sources name it. */
  readonly network?: string | undefined;
  readonly namespace?: string | undefined;
  readonly node?: string | undefined;
  /** Other names that people have for it. */
  readonly aliases: readonly string[];
  /** Of a port: the id of its switch. */
  readonly owner?: string;
  /** Whether a traced packet comes here, and whether it ends here without arriving. */
  readonly isTraced?: boolean;
  readonly isDrop?: boolean;
}

export interface TopologyLink {
  /** Ids of boxes. */
  readonly from: string;
  readonly to: string;
  /** The networks of a router port; empty for other links. */
  readonly label: string;
  readonly isTraced?: boolean;
}

export const isPortBox = ({ kind }: Pick<TopologyBox, 'kind'>): boolean =>
  kind === 'vm' || kind === 'pod' || kind === 'port';
