/** Port groups and address sets that users define, for sources such as dumps that have none. */
import type { Fault, Result } from '../../base/result.ts';
import { mapResult } from '../../base/result.ts';
import { printInteger } from '../../lang/constant.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { type DefinitionFault, type Definitions, definedSets } from '../parse/definitions.ts';

/** `network` with the sets of `definitions`. A set of the source with the same name is replaced. */
export function withDefinedSets(
  network: LogicalNetwork,
  definitions: Definitions,
): Result<LogicalNetwork, Fault<DefinitionFault>> {
  return mapResult(definedSets(definitions), ({ addressSets, portGroups }) => ({
    ...network,
    Address_Set: [
      ...network.Address_Set.filter(({ name }) => !addressSets.has(name)),
      ...Array.from(addressSets, ([name, addresses]) =>
        newRow(SB, 'Address_Set', { name, addresses: addresses.map(printInteger) }),
      ),
    ],
    Port_Group: [
      ...network.Port_Group.filter(({ name }) => !portGroups.has(name.replace(/^\d+_/, ''))),
      ...Array.from(portGroups, ([name, ports]) => newRow(SB, 'Port_Group', { name, ports })),
    ],
  }));
}
