/** All that is known of one item, a line for each part. */
import type { ItemOf } from '../../analyze/inventory/contents.ts';
import type { DhcpEntry, InventoryItem, ItemKind, RouterPortEntry } from '../../analyze/inventory/items.ts';
import { ownerText } from '../owner-text.ts';
import { oneLine, stateOfPort } from './item-columns.ts';

type Detail<T> = readonly [label: string, textOf: (item: T) => string | number | readonly string[] | undefined];

const DETAILS: { readonly [K in ItemKind]: readonly Detail<ItemOf<K>>[] } = {
  network: [
    ['object', ({ object }) => object && ownerText(object)],
    ['left out', ({ leftOut }) => leftOut],
    ['topology', ({ topology }) => topology],
    ['role', ({ role }) => role],
    ['subnets', ({ subnets }) => subnets],
    ['MTU', ({ mtu }) => mtu],
    ['VLAN', ({ vlan }) => vlan],
    ['namespaces', ({ namespaces }) => namespaces.join(', ')],
  ],
  switch: [
    ['network', ({ network }) => network],
    ['nodes', ({ nodes }) => nodes.join(', ')],
    ['subnets', ({ subnets }) => subnets],
  ],
  router: [
    ['network', ({ network }) => network],
    ['node', ({ node }) => node],
    ['ports', ({ ports }) => ports.map(routerPortText)],
    ['NAT', ({ nats }) => nats?.map(({ type, logical, external }) => `${type} ${logical} as ${external}`)],
    [
      'routes',
      ({ routes }) =>
        routes?.map(
          ({ prefix, nexthop, port }) => `${prefix} via ${nexthop || port}${nexthop && port ? `, ${port}` : ''}`,
        ),
    ],
    [
      'policies',
      ({ policies }) =>
        policies?.map(each => `${each.priority} ${each.match}: ${each.action} ${each.nexthops.join(', ')}`.trimEnd()),
    ],
  ],
  port: [
    ['VM', ({ vm, namespace }) => vm && `${namespace}/${vm}`],
    ['pod', ({ pod, namespace }) => pod && `${namespace}/${pod}`],
    ['type', ({ type }) => type],
    ['network', ({ network }) => network],
    ['switch', each => each.switch],
    ['node', ({ node }) => node],
    ['state', stateOfPort],
    ['MAC', ({ mac }) => mac],
    ['addresses', ({ addresses, otherAddresses }) => [...addresses, ...otherAddresses].join(', ')],
    ['security', ({ portSecurity }) => portSecurity],
    ['router', ({ peer }) => peer],
    ['DHCP', ({ dhcpv4 }) => dhcpv4 && dhcpLines(dhcpv4)],
    ['DHCPv6', ({ dhcpv6 }) => dhcpv6 && dhcpLines(dhcpv6)],
    ['policies', ({ policies }) => policies],
    ['services', ({ services }) => services],
  ],
  vm: [
    ['state', ({ isRunning }) => (isRunning ? 'running, but the sources have no port of it' : 'stopped')],
    ['interfaces', ({ interfaces }) => interfaces.map(each => `${each.name}: ${each.binding}, ${each.network}`)],
  ],
  policy: [
    ['network', ({ network }) => network],
    [
      'rows',
      ({ rows }) => `${rows.ingress} ingress, ${rows.egress} egress${rows.other > 0 ? `, ${rows.other} other` : ''}`,
    ],
    ['actions', ({ actions }) => actions.join(', ')],
  ],
  service: [
    ['network', ({ network }) => network],
    [
      'addresses',
      ({ vips }) =>
        vips.map(({ protocol, vip, backends }) => `${protocol} ${vip} to ${backends.join(', ') || 'no backend'}`),
    ],
  ],
};

function routerPortText({ name, mac, networks, peer }: RouterPortEntry): string {
  const where = peer === undefined ? '' : `, to ${peer}`;
  return `${name}: ${[mac, ...networks].filter(Boolean).join(' ')}${where}`;
}

const dhcpLines = ({ cidr, options }: DhcpEntry): readonly string[] => [
  ...(cidr === undefined ? [] : [cidr]),
  ...Object.entries(options)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`),
];

const LABEL_WIDTH = 'namespaces'.length + 2;
const MAX_LINES = 40;

/** A block: the kind and the name, and a line for each part that is known. */
export function renderDetails(item: InventoryItem): string {
  const details = DETAILS[item.kind] as readonly Detail<InventoryItem>[];
  const lines = details.flatMap(([label, textOf]) => {
    const value = textOf(item);
    const texts = Array.isArray(value) ? cut(value) : [String(value ?? '')];
    return texts
      .filter(Boolean)
      .map((text, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${oneLine(text)}\n`);
  });
  return `${oneLine(titleOf(item))}\n${lines.join('')}`;
}

/** The name of a policy begins with its kind. */
const titleOf = ({ kind, name }: InventoryItem): string => (kind === 'policy' ? name : `${kind} ${name}`);

const cut = (texts: readonly string[]): readonly string[] =>
  texts.length > MAX_LINES ? [...texts.slice(0, MAX_LINES), `and ${texts.length - MAX_LINES} more`] : texts;
