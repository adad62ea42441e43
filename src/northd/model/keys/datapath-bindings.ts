/** The Datapath_Binding rows of switches and routers (`ovn_datapath_update_external_ids` in northd/northd.c). */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { integer, isNotFalse, isTrue, type Options } from '../../../ovn/schema/option-values.ts';
import { SB, type SbRow } from '../../../ovn/schema/sb.ts';
import { newRow } from '../../../ovn/schema/schema.ts';
import type { Has } from '../../differences/differences.ts';
import { derivedUuid } from '../derived-uuid.ts';
import type { KnownKeys } from './known-keys.ts';
import { assignTunnelKeys, requestedKey } from './tunnel-keys.ts';

type DatapathRow = NbRow<'Logical_Switch'> | NbRow<'Logical_Router'>;

export function datapathBindings(
  switches: readonly NbRow<'Logical_Switch'>[],
  routers: readonly NbRow<'Logical_Router'>[],
  known: KnownKeys,
  has: Has,
  diagnostics: Diagnostic[],
): ReadonlyMap<DatapathRow, SbRow<'Datapath_Binding'>> {
  const rows: DatapathRow[] = [...switches, ...routers];
  const requests = rows.map(row => ({
    item: row,
    key: requestedKey(settings(row)),
    known: known.datapath(row)?.tunnel_key ?? 0,
  }));
  const keys = assignTunnelKeys(requests, false, ({ name }, key) =>
    diagnostics.push(warning('tunnel-key-taken', `${name}: another datapath has the requested tunnel key ${key}`)),
  );
  const seeds = uniqueNames(rows);
  return new Map(rows.map(row => [row, binding(row, seeds.get(row)!, keys.get(row)!, known, has)]));
}

function binding(
  row: DatapathRow,
  seed: string,
  tunnelKey: number,
  known: KnownKeys,
  has: Has,
): SbRow<'Datapath_Binding'> {
  const external_ids = new Map('nat' in row ? routerIds(row, seed, has) : switchIds(row, seed, has));
  return newRow(SB, 'Datapath_Binding', {
    _uuid: known.datapath(row)?._uuid ?? derivedUuid('Datapath_Binding', seed),
    external_ids,
    tunnel_key: tunnelKey,
  });
}

function* switchIds(row: NbRow<'Logical_Switch'>, seed: string, has: Has): Generator<[string, string]> {
  const { other_config } = row;
  yield ['logical-switch', row._uuid || derivedUuid('Logical_Switch', seed)];
  yield* commonIds(row, 'neutron:network_name');
  if (other_config.has('interconn-ts')) yield ['interconn-ts', other_config.get('interconn-ts')!];
  const ageThreshold = integer(other_config, 'fdb_age_threshold');
  if (ageThreshold) yield ['fdb_age_threshold', String(ageThreshold)];
  const vni = other_config.get('dynamic-routing-vni');
  if (has('evpn') && vni !== undefined) yield ['dynamic-routing-vni', vni];
}

function* routerIds(row: NbRow<'Logical_Router'>, seed: string, has: Has): Generator<[string, string]> {
  const { options } = row;
  yield ['logical-router', row._uuid || derivedUuid('Logical_Router', seed)];
  yield* commonIds(row, 'neutron:router_name');
  const snatZone = integer(options, 'snat-ct-zone', -1);
  if (snatZone >= 0) yield ['snat-ct-zone', String(snatZone)];
  if (!isNotFalse(options, 'always_learn_from_arp_request')) yield ['always_learn_from_arp_request', 'false'];
  const ageThreshold = smallestAgeThreshold(options.get('mac_binding_age_threshold') ?? '');
  if (ageThreshold) yield ['mac_binding_age_threshold', String(ageThreshold)];
  if (has('garpOption')) yield ['disable_garp_rarp', String(isTrue(options, 'disable_garp_rarp'))];
}

function* commonIds(row: DatapathRow, secondName: string): Generator<[string, string]> {
  yield ['name', row.name];
  const name2 = row.external_ids.get(secondName);
  if (name2) yield ['name2', name2];
  const zoneLimit = integer(settings(row), 'ct-zone-limit', -1);
  if (zoneLimit > 0) yield ['ct-zone-limit', String(zoneLimit)];
}

/** The smallest number of seconds in `CIDR:SECONDS;...;SECONDS`. */
function smallestAgeThreshold(text: string): number {
  const thresholds = text.split(';').map(part => Number(part.slice(part.lastIndexOf(':') + 1)));
  return thresholds.filter(seconds => seconds > 0).reduce((a, b) => Math.min(a, b), Infinity) % Infinity || 0;
}

const settings = (row: DatapathRow): Options => ('nat' in row ? row.options : row.other_config);

/** Names of switches and routers can repeat, but UUIDs derived from them must be unique. */
function uniqueNames(rows: readonly DatapathRow[]): ReadonlyMap<DatapathRow, string> {
  const counts = new Map<string, number>();
  return new Map(
    rows.map(row => {
      const count = (counts.get(row.name) ?? 0) + 1;
      counts.set(row.name, count);
      return [row, count === 1 ? row.name : `${row.name}#${count}`];
    }),
  );
}
