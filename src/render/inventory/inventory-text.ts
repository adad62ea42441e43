/** What sources hold, as text: a table for each kind of item, or the details of a few items. */
import type { Inventory, InventoryItem, ItemKind, Unknown } from '../../analyze/inventory/items.ts';
import { renderTable } from '../text-table.ts';
import { ITEM_TABLES, type ItemTable } from './item-columns.ts';
import { renderDetails } from './item-details.ts';

export interface TextOptions {
  /** Whether all columns and all rows are printed. */
  readonly isWide?: boolean;
}

/** Of more rows, a table has the first ones, and a line with the number of the others. */
const MAX_ROWS = 50;

export function renderInventory(inventory: Inventory, options: TextOptions = {}): string {
  const blocks = [
    headOf(inventory),
    ...tablesOf(inventory, options),
    inventory.unknown.map(code => `unknown: ${UNKNOWN_TEXTS[code]}\n`).join(''),
  ];
  return blocks.filter(Boolean).join('\n');
}

/** More items are printed as tables. */
const MAX_DETAILED = 5;

/** The items that a name means, and the ports that belong to them. `all` has the items around them. */
export function renderNamed(named: Inventory, all: Inventory, options: TextOptions = {}): string {
  const items = KINDS.flatMap(kind => itemsOf(named, kind));
  if (items.length > MAX_DETAILED || options.isWide) return renderInventory(named, options);
  const details = items.map(item => [renderDetails(item), ...tablesOf(around(item, all), options)]);
  return [...details.flat(), named.unknown.map(code => `unknown: ${UNKNOWN_TEXTS[code]}\n`).join('')]
    .filter(Boolean)
    .join('\n');
}

/** The ports of a network, a switch or a policy. */
function around(item: InventoryItem, all: Inventory): Pick<Inventory, 'ports'> {
  if (item.kind === 'policy') {
    const names = new Set(item.ports);
    return { ports: all.ports.filter(({ name }) => names.has(name)) };
  }
  const isOf = { network: 'network', switch: 'switch' }[item.kind as string] as 'network' | 'switch' | undefined;
  return { ports: isOf ? all.ports.filter(port => port[isOf] === item.name) : [] };
}

const KINDS = Object.keys(ITEM_TABLES) as ItemKind[];

const itemsOf = (inventory: Partial<Inventory>, kind: ItemKind): readonly InventoryItem[] =>
  (inventory[ITEM_TABLES[kind].list] ?? []) as readonly InventoryItem[];

const tablesOf = (inventory: Partial<Inventory>, options: TextOptions): readonly string[] =>
  KINDS.map(kind => tableOf(ITEM_TABLES[kind] as unknown as ItemTable<ItemKind>, itemsOf(inventory, kind), options));

function tableOf(
  { columns, plural }: ItemTable<ItemKind>,
  items: readonly InventoryItem[],
  { isWide = false }: TextOptions,
): string {
  if (items.length === 0) return '';
  const sorted = items.toSorted((a, b) => rankOf(a) - rankOf(b));
  const shown = isWide ? sorted : sorted.slice(0, MAX_ROWS);
  const chosen = columns.filter(column => isWide || !column.isWide);
  const table = renderTable(
    chosen.map(({ head }) => head),
    shown.map(item => chosen.map(({ cell }) => cell(item))),
  );
  const rest = items.length - shown.length;
  return rest > 0
    ? `${table}and ${rest} more ${plural}: -o wide prints all, a name or a namespace only its own\n`
    : table;
}

/** VMs come first, then pods, then the other ports. */
const rankOf = (item: InventoryItem): number => (item.kind === 'port' ? (PORT_RANKS[item.type] ?? 2) : 0);
const PORT_RANKS: Readonly<Record<string, number>> = { vm: 0, pod: 1 };

function headOf({ releases, nodes }: Inventory): string {
  const { ovn, ovnKubernetes, northboundSchema, southboundSchema } = releases;
  const known = [
    ovn && `OVN ${ovn}`,
    ovnKubernetes && `OVN-Kubernetes ${ovnKubernetes}`,
    northboundSchema && `schema OVN_Northbound ${northboundSchema}`,
    southboundSchema && `schema OVN_Southbound ${southboundSchema}`,
  ].filter(Boolean);
  const releaseText = known.length > 0 ? known.join(', ') : 'not named by the sources';
  return `release: ${releaseText}\n${nodes.length > 0 ? `nodes: ${nodes.join(', ')}\n` : ''}`;
}

export const UNKNOWN_TEXTS: Readonly<Record<Unknown, string>> = {
  rows: 'policies, NAT, routes and subnets, because there is no northbound database; add nb.db',
  'all-but-flows':
    'addresses, networks, nodes, policies and services, because a dump has only flows; add nb.db and sb.db',
};
