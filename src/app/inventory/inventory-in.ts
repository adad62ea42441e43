/** What inputs hold, or one thing of them by its name. */

import { itemNames, onlyCalled } from '../../analyze/inventory/find-items.ts';
import { inventoryOf } from '../../analyze/inventory/inventory-of.ts';
import type { Inventory } from '../../analyze/inventory/items.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { OpenedContents } from './open-contents.ts';

/** All items of the inputs. */
export const inventoryIn = ({ contents }: OpenedContents): Inventory => inventoryOf(contents);

/**
 * The part of an inventory that `name` means: any name, address or MAC of an item, with or without its namespace, or a namespace.
 * The fault suggests a name that is alike.
 */
export function inventoryCalled(name: string, inventory: Inventory): Result<Inventory, Fault<'name-unknown'>> {
  const found = onlyCalled(name, inventory);
  if (found) return { value: found };
  const names = [...new Set(itemNames(inventory))];
  return failed(
    'name-unknown',
    `nothing is called "${name}"; -o name lists all names${suggestion(nearMiss(name, names))}`,
  );
}
