/**
 * Meter and Meter_Band rows: copies of the northbound ones. A fair meter has one more copy for each ACL that logs with it, so that
 * ACLs do not share its rate. Truth: `sync_meters` in northd/en-sync-sb.c.
 */
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { AclTables } from '../model/acl-tables.ts';
import { derivedUuid } from '../model/derived-uuid.ts';

export function meters(nb: Nb, { meterOf }: AclTables): SbRow<'Meter'>[] {
  const byName = new Map(nb.Meter.map(meter => [meter.name, meter]));
  const logging = nb.ACL.filter(({ log }) => log).flatMap(acl => {
    const [meter, name] = [byName.get(acl.meter ?? ''), meterOf(acl)];
    return meter && name !== undefined ? [[name, meter] as const] : [];
  });
  return [...new Map([...byName, ...logging])].map(([name, meter]) => copyOf(meter, name));
}

const copyOf = ({ unit, bands }: NbRow<'Meter'>, name: string): SbRow<'Meter'> =>
  newRow(SB, 'Meter', {
    _uuid: derivedUuid('Meter', name),
    name,
    unit,
    bands: bands.map(({ action, burst_size, rate }, index) =>
      newRow(SB, 'Meter_Band', { _uuid: derivedUuid('Meter_Band', `${name}\0${index}`), action, burst_size, rate }),
    ),
  });
