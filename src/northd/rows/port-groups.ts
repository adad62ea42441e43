/**
 * Port_Group rows: a northbound port group becomes one row for each of its switches, named `TUNNEL_KEY_GROUP`
 * (northd/en-port-group.c). References to the group in ACLs mean the row of the ACL's switch.
 */
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Switch } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';

export function* portGroupsOf(ls: Switch): Generator<SbRow<'Port_Group'>> {
  const own = new Set(ls.ports.map(port => port.name));
  for (const group of ls.portGroups) {
    const name = `${ls.sb.tunnel_key}_${group.name}`;
    const ports = group.ports.map(port => port.name).filter(port => own.has(port));
    yield newRow(SB, 'Port_Group', { _uuid: derivedUuid('Port_Group', name), name, ports: ports.sort() });
  }
}
