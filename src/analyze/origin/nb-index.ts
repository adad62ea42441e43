/** Indexes a northbound database by hints and by references: once for each database, when the first flow needs it. */
import { once, remember } from '../../base/remember.ts';
import type { NbTableRow } from '../../network/logical-network.ts';
import type { Nb, NbRow, NbTable } from '../../ovn/schema/nb.ts';
import { rowPlaces } from './row-places.ts';
import { hintTables } from './stage-tables.ts';

const HINT_LENGTH = 8;

/** The tables whose rows ovn-northd writes into flows as hints. */
const HINTED_TABLES = [
  'ACL',
  'DHCP_Options',
  'Forwarding_Group',
  'Load_Balancer',
  'Logical_Router_Policy',
  'Logical_Router_Port',
  'Logical_Router_Static_Route',
  'Logical_Switch',
  'Logical_Switch_Port',
  'NAT',
  'QoS',
] as const satisfies readonly NbTable[];

export class NbIndex {
  private readonly nb: Nb;
  private readonly byHint = once(() => groupRows(this.nb));
  private readonly places = once(() => rowPlaces(this.nb));
  /** The switch or router of each port. */
  readonly ownerOfPort = once(() => {
    const { Logical_Switch, Logical_Router } = this.nb;
    return new Map<object, NbTableRow<'Logical_Switch' | 'Logical_Router'>>([
      ...Logical_Switch.flatMap(row => row.ports.map(port => [port, { table: 'Logical_Switch', row }] as const)),
      ...Logical_Router.flatMap(row => row.ports.map(port => [port, { table: 'Logical_Router', row }] as const)),
    ]);
  });
  /** The ports that refer to a row of DHCP_Options. */
  readonly portsOfOptions = once(() => {
    const ports = new Map<NbRow<'DHCP_Options'>, NbRow<'Logical_Switch_Port'>[]>();
    for (const port of this.nb.Logical_Switch_Port) {
      for (const row of [port.dhcpv4_options, port.dhcpv6_options]) {
        if (row) ports.set(row, [...(ports.get(row) ?? []), port]);
      }
    }
    return ports;
  });

  private readonly switches = once(() => new Map(this.nb.Logical_Switch.map(row => [row._uuid, row])));

  constructor(nb: Nb) {
    this.nb = nb;
  }

  /** The row that a flow of `stage` has as its hint; undefined if there is none, or if several rows fit. */
  find(hint: string, stage: string): NbTableRow | undefined {
    const found = this.byHint().get(hint) ?? [];
    const tables = found.length > 1 ? hintTables(stage) : undefined;
    const [row, ...others] = tables ? found.filter(({ table }) => tables.includes(table)) : found;
    return others.length === 0 ? row : undefined;
  }

  /**
   * Whether a row can have flows on the datapath with these external_ids. It can if it is a row of the datapath, a port of a
   * switch (on a router), or a load balancer of a router (on a switch). Rows without a datapath can have flows on any.
   */
  isOn({ table, row }: NbTableRow, ids: ReadonlyMap<string, string>): boolean {
    const places = this.places().get(row);
    const uuid = ids.get('logical-switch') ?? ids.get('logical-router') ?? '';
    if (!places || places.has(uuid)) return true;
    if (table === 'Logical_Switch_Port') return ids.has('logical-router');
    return table === 'Load_Balancer' && this.nb.Logical_Router.some(router => places.has(router._uuid));
  }

  switchWith(uuid: string | undefined): NbTableRow<'Logical_Switch'> | undefined {
    const row = uuid === undefined ? undefined : this.switches().get(uuid);
    return row && { table: 'Logical_Switch', row };
  }
}

export const nbIndex = remember((nb: Nb) => new NbIndex(nb));

function groupRows(nb: Nb): ReadonlyMap<string, readonly NbTableRow[]> {
  const byHint = new Map<string, NbTableRow[]>();
  for (const table of HINTED_TABLES) {
    for (const row of nb[table]) {
      const hint = row._uuid.slice(0, HINT_LENGTH);
      const others = byHint.get(hint);
      const found = { table, row } as NbTableRow;
      if (others) others.push(found);
      else byHint.set(hint, [found]);
    }
  }
  return byHint;
}
