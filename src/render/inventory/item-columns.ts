/** The columns of the tables of `udon show`, for each kind of item. */
import type { ItemOf } from '../../analyze/inventory/contents.ts';
import type { GuestCounts, Inventory, ItemKind, PortItem } from '../../analyze/inventory/items.ts';
import { ownerText } from '../owner-text.ts';

export interface ItemColumn<T> {
  readonly head: string;
  cell(item: T): string;
  /** Whether only `-o wide` prints it. */
  readonly isWide?: true;
}

export type ItemTable<K extends ItemKind> = {
  readonly list: keyof Inventory;
  /** In a sentence: `and 12 more ports`. */
  readonly plural: string;
  readonly columns: readonly ItemColumn<ItemOf<K>>[];
};

/** Names in a database can have line breaks. */
export const oneLine = (text: string): string => text.replaceAll('\n', '\\n');

const column = <T>(head: string, cell: (item: T) => string | number | undefined): ItemColumn<T> => ({
  head,
  cell: item => oneLine(String(cell(item) ?? '')),
});
const wide = <T>(head: string, cell: (item: T) => string | number | undefined): ItemColumn<T> => ({
  ...column(head, cell),
  isWide: true,
});

const counted = <T extends { readonly counts: GuestCounts }>(): readonly ItemColumn<T>[] => [
  column('VMS', ({ counts }) => counts.machines),
  column('PODS', ({ counts }) => counts.pods),
  column('PORTS', ({ counts }) => counts.ports),
];

const MAX_IN_CELL = 3;

/** The first few of a list. */
export const cutList = (texts: readonly string[]): string =>
  texts.length > MAX_IN_CELL
    ? `${texts.slice(0, MAX_IN_CELL).join(', ')} + ${texts.length - MAX_IN_CELL} more`
    : texts.join(', ');

export const stateOfPort = ({ isDisabled, isUp }: PortItem): string =>
  isDisabled ? 'disabled' : isUp === undefined ? '' : isUp ? 'up' : 'down';

/** Which families of addresses OVN gives by DHCP. */
const dhcpOf = ({ dhcpv4, dhcpv6 }: PortItem): string =>
  [dhcpv4 && 'IPv4', dhcpv6 && 'IPv6'].filter(Boolean).join(', ');

/** In the order in which they are printed. */
export const ITEM_TABLES: { readonly [K in ItemKind]: ItemTable<K> } = {
  network: {
    list: 'networks',
    plural: 'networks',
    columns: [
      column('NETWORK', ({ name }) => name),
      wide('OBJECT', ({ object }) => object && ownerText(object)),
      column('TOPOLOGY', ({ topology }) => topology),
      column('ROLE', ({ role }) => role),
      column('SUBNETS', ({ subnets }) => subnets.join(', ')),
      column('MTU', ({ mtu }) => mtu),
      column('VLAN', ({ vlan }) => vlan),
      column('NAMESPACES', ({ namespaces }) => cutList(namespaces)),
      column('LEFT OUT', ({ leftOut }) => leftOut),
      wide('ROUTERS', ({ routers }) => cutList(routers)),
      ...counted<ItemOf<'network'>>(),
    ],
  },
  switch: {
    list: 'switches',
    plural: 'switches',
    columns: [
      column('SWITCH', ({ name }) => name),
      column('NETWORK', ({ network }) => network),
      column('NODES', ({ nodes }) => cutList(nodes)),
      wide('SUBNETS', ({ subnets }) => subnets.join(', ')),
      ...counted<ItemOf<'switch'>>(),
    ],
  },
  router: {
    list: 'routers',
    plural: 'routers',
    columns: [
      column('ROUTER', ({ name }) => name),
      column('NETWORK', ({ network }) => network),
      column('NODE', ({ node }) => node),
      wide('PORTS', ({ ports }) => cutList(ports.map(({ name }) => name))),
      wide('NATS', ({ nats }) => nats?.length),
      wide('ROUTES', ({ routes }) => routes?.length),
      column('ADDRESSES', ({ ports }) => cutList(ports.flatMap(({ networks }) => networks))),
    ],
  },
  port: {
    list: 'ports',
    plural: 'ports',
    columns: [
      column('PORT', ({ guest, name }) => guest ?? name),
      column('TYPE', ({ type }) => type),
      column('ADDRESSES', ({ addresses, otherAddresses }) => [...addresses, ...otherAddresses].join(', ')),
      wide('MAC', ({ mac }) => mac),
      column('NETWORK', ({ network }) => network),
      column('NODE', ({ node }) => node),
      wide('STATE', stateOfPort),
      wide('SWITCH', each => each.switch),
      wide('LOGICAL PORT', ({ name }) => name),
      column('DHCP', dhcpOf),
    ],
  },
  vm: {
    list: 'machines',
    plural: 'VMs without a port',
    columns: [
      column('VM WITHOUT PORT', ({ name }) => name),
      column('STATE', ({ isRunning }) => (isRunning ? 'running' : 'stopped')),
      column('INTERFACES', ({ interfaces }) =>
        interfaces.map(({ name, binding, network }) => `${name} (${binding}, ${network})`).join(', '),
      ),
    ],
  },
  policy: {
    list: 'policies',
    plural: 'policies',
    columns: [
      column('POLICY', ({ name }) => name),
      column('NETWORK', ({ network }) => network),
      column('INGRESS', ({ rows }) => rows.ingress),
      column('EGRESS', ({ rows }) => rows.egress),
      column('OTHER', ({ rows }) => rows.other),
      wide('ACTIONS', ({ actions }) => actions.join(', ')),
      column('PORTS', ({ ports }) => ports.length),
    ],
  },
  service: {
    list: 'services',
    plural: 'services',
    columns: [
      column('SERVICE', ({ name }) => name),
      column('NETWORK', ({ network }) => network),
      column('ADDRESSES', ({ vips }) => cutList(vips.map(({ protocol, vip }) => `${vip}/${protocol}`))),
      column('BACKENDS', ({ vips }) => cutList([...new Set(vips.flatMap(({ backends }) => backends))]) || 'none'),
    ],
  },
};
