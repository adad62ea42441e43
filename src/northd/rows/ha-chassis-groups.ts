/** HA_Chassis_Group rows: the chassis that can have a gateway or external port (`sync_ha_chassis_group_for_sbpb`). */
import type { NbRow } from '../../ovn/schema/nb.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Port } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';

type Candidate = Pick<NbRow<'HA_Chassis'>, 'chassis_name' | 'priority'>;

/** The groups of `ports`, by name: that of an HA_Chassis_Group, or that of a gateway port with its own chassis. */
export function haChassisGroups(ports: readonly Port[]): ReadonlyMap<string, SbRow<'HA_Chassis_Group'>> {
  const groups = new Map(ports.filter(isOnOneChassis).map(port => [haChassisGroupName(port), candidatesOf(port)]));
  return new Map([...groups].flatMap(([name, found]) => (found ? [[name, haChassisGroup(name, found)]] : [])));
}

const isOnOneChassis = (port: Port): boolean =>
  port.kind === 'router-port' ? port.chassisRedirect !== undefined : port.nb.type === 'external';

const candidatesOf = (port: Port): readonly Candidate[] | undefined =>
  port.nb.ha_chassis_group?.ha_chassis ?? (port.kind === 'router-port' ? port.nb.gateway_chassis : undefined);

export const haChassisGroupName = ({ nb, name }: Port): string => nb.ha_chassis_group?.name ?? name;

function haChassisGroup(name: string, candidates: readonly Candidate[]): SbRow<'HA_Chassis_Group'> {
  const ha_chassis = candidates.map(({ chassis_name, priority }) =>
    newRow(SB, 'HA_Chassis', {
      _uuid: derivedUuid('HA_Chassis', `${name}\0${chassis_name}`),
      priority,
      external_ids: new Map([['chassis-name', chassis_name]]),
    }),
  );
  return newRow(SB, 'HA_Chassis_Group', { _uuid: derivedUuid('HA_Chassis_Group', name), name, ha_chassis });
}
