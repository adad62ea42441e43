/** The formats of `udon show`. The schema of the JSON is grammar/show.schema.json. */
import { stringify } from 'yaml';
import type { Inventory, InventoryItem, ItemKind } from '../../analyze/inventory/items.ts';
import type { Owner } from '../../analyze/origin/owner.ts';
import { isPrintable } from '../../base/bytes/printable.ts';
import { ownerText } from '../owner-text.ts';
import { renderInventory, renderNamed, UNKNOWN_TEXTS } from './inventory-text.ts';
import { ITEM_TABLES } from './item-columns.ts';

/** Increased when programs that read the format have to change. */
export const SHOW_VERSION = 1;

/** What is printed: all items, and those that a name means if one is given. */
export interface Shown {
  readonly all: Inventory;
  readonly named?: Inventory | undefined;
}

export const SHOW_FORMATS = {
  text: ({ all, named }) => (named ? renderNamed(named, all) : renderInventory(all)),
  wide: ({ all, named }) => renderInventory(named ?? all, { isWide: true }),
  name: shown =>
    namesOf(shown)
      .map(name => `${name}\n`)
      .join(''),
  json: shown => `${JSON.stringify(inventoryToJson(shown), null, 2)}\n`,
  yaml: shown => toYaml(inventoryToJson(shown)),
} as const satisfies Record<string, (shown: Shown) => string>;

const YAML = { lineWidth: 0, aliasDuplicateObjects: false } as const;

/** Characters that terminals must not get are escaped on the way out, which keeps their meaning only in quotes. */
function toYaml(value: object): string {
  const text = stringify(value, YAML);
  return isPrintable(text) ? text : stringify(value, { ...YAML, defaultStringType: 'QUOTE_DOUBLE' });
}

export type ShowFormat = keyof typeof SHOW_FORMATS;

const namesOf = ({ all, named }: Shown): string[] =>
  (Object.keys(ITEM_TABLES) as ItemKind[]).flatMap(kind =>
    ((named ?? all)[ITEM_TABLES[kind].list] as readonly InventoryItem[]).map(item => `${kind}/${nameOf(item)}`),
  );

/** `policy/NetworkPolicy/proj2/allow-web`: names without spaces, for scripts. */
const nameOf = ({ name }: InventoryItem): string => name.replaceAll(' ', '/');

/** As a value that JSON can hold. */
export function inventoryToJson({ all, named = all }: Shown): object {
  const { networks, unknown, ...lists } = named;
  return {
    version: SHOW_VERSION,
    ...lists,
    networks: networks.map(itemToJson),
    unknown: unknown.map(code => ({ code, text: UNKNOWN_TEXTS[code] })),
  };
}

/** An item as it is in the JSON of an inventory. */
export const itemToJson = (item: InventoryItem): object =>
  item.kind === 'network' ? { ...item, object: item.object && ownerToJson(item.object) } : item;

const ownerToJson = (owner: Owner): object => ({ ...owner, text: ownerText(owner) });
