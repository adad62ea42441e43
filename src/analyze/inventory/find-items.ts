/** Items by their names: full, without the namespace, of the Kubernetes object, of a VM or pod, an address or a MAC. */
import { parseAddress, printAddress } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import type { ItemOf } from './contents.ts';
import type { Inventory, InventoryItem, ItemKind } from './items.ts';
import { hostOf } from './service-items.ts';

/** The lists of an inventory that hold items. */
const LISTS = {
  network: 'networks',
  switch: 'switches',
  router: 'routers',
  port: 'ports',
  vm: 'machines',
  policy: 'policies',
  service: 'services',
} as const satisfies Record<ItemKind, keyof Inventory>;

/** Other names of an item than `name`. */
const NAMES: { readonly [K in ItemKind]: (item: ItemOf<K>) => readonly (string | undefined)[] } = {
  network: ({ object, leftOut, name }) =>
    object && 'name' in object
      ? ['namespace' in object ? `${object.namespace}/${object.name}` : object.name, object.name]
      : leftOut === undefined
        ? []
        : [name.slice(name.indexOf(' ') + 1)],
  switch: () => [],
  router: ({ ports }) => ports.map(({ name }) => name),
  port: ({ guest, namespace, vm, pod }) => [guest, vm, pod, pod && `${namespace}/${pod}`],
  vm: ({ name }) => [shortOf(name)],
  policy: ({ name, namespace }) => {
    const title = name.slice(name.indexOf(' ') + 1);
    return title === namespace ? [] : [title, shortOf(title)];
  },
  service: ({ name, vips }) => [shortOf(name), ...vips.map(({ vip }) => vip)],
};

const shortOf = (name: string): string => name.slice(name.indexOf('/') + 1);

const ADDRESSES: { readonly [K in ItemKind]?: (item: ItemOf<K>) => readonly (string | undefined)[] } = {
  router: ({ ports }) => ports.flatMap(({ mac, networks }) => [mac, ...networks.map(each => each.split('/')[0])]),
  port: ({ mac, addresses }) => [mac, ...addresses],
  service: ({ vips }) => vips.map(({ vip }) => hostOf(vip)),
};

/** The items that `name` means, in their lists; undefined if there are none. Names count first, then namespaces. */
export function onlyCalled(name: string, inventory: Inventory): Inventory | undefined {
  const address = canonicalAddress(name);
  const isCalled = (item: InventoryItem) =>
    namesOf(item).includes(name) || (address !== undefined && addressesOf(item).includes(address));
  return only(isCalled, inventory) ?? only(item => namespacesOf(item).includes(name), inventory);
}

function only(isWanted: (item: InventoryItem) => boolean, inventory: Inventory): Inventory | undefined {
  const lists = Object.values(LISTS).map(
    list => [list, (inventory[list] as readonly InventoryItem[]).filter(isWanted)] as const,
  );
  return lists.some(([, items]) => items.length > 0) ? { ...inventory, ...Object.fromEntries(lists) } : undefined;
}

/** All names of all items, for completion and suggestions; some occur more than once. Addresses are not among them. */
export const itemNames = (inventory: Inventory): string[] => itemsIn(inventory).flatMap(namesOf);

export const itemsIn = (inventory: Inventory): readonly InventoryItem[] =>
  Object.values(LISTS).flatMap(list => inventory[list] as readonly InventoryItem[]);

const namesOf = (item: InventoryItem): string[] =>
  [item.name, ...NAMES[item.kind](item as never)].filter(each => each !== undefined);

const addressesOf = (item: InventoryItem): readonly (string | undefined)[] =>
  (ADDRESSES[item.kind]?.(item as never) ?? []).map(each => each && (canonicalAddress(each) ?? each));

const namespacesOf = (item: InventoryItem): readonly (string | undefined)[] =>
  'namespaces' in item ? item.namespaces : 'namespace' in item ? [item.namespace] : [];

/** Of a MAC or an IP address. */
function canonicalAddress(text: string): string | undefined {
  const mac = parseMac(text);
  if (mac !== undefined) return printMac(mac);
  const ip = parseAddress(text);
  return ip && printAddress(ip);
}
