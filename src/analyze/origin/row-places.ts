/** The switches and routers of northbound rows, by UUID. */
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';

/** Rows without a switch or router, such as DHCP options, are absent. So are rows on one without a UUID. */
export type RowPlaces = ReadonlyMap<object, ReadonlySet<string>>;

export function rowPlaces(nb: Nb): RowPlaces {
  const places = new Map<object, Set<string>>();
  const put = (rows: Iterable<object>, uuid: string) => {
    if (uuid === '') return;
    for (const row of rows) places.set(row, (places.get(row) ?? new Set()).add(uuid));
  };
  for (const row of nb.Logical_Switch) put(rowsOfSwitch(row), row._uuid);
  for (const row of nb.Logical_Router) put(rowsOfRouter(row), row._uuid);
  for (const { ports, acls } of nb.Port_Group) {
    const switches = new Set(ports.flatMap(port => [...(places.get(port) ?? [])]));
    for (const uuid of switches) put(acls, uuid);
  }
  return places;
}

type Balanced = Pick<NbRow<'Logical_Switch'>, 'load_balancer' | 'load_balancer_group'>;

const loadBalancersOf = ({ load_balancer, load_balancer_group }: Balanced): readonly object[] => [
  ...load_balancer,
  ...load_balancer_group.flatMap(group => group.load_balancer),
];

const rowsOfSwitch = (row: NbRow<'Logical_Switch'>): readonly object[] => [
  ...row.ports,
  ...row.acls,
  ...row.qos_rules,
  ...row.forwarding_groups,
  ...loadBalancersOf(row),
];

const rowsOfRouter = (row: NbRow<'Logical_Router'>): readonly object[] => [
  ...row.ports,
  ...row.nat,
  ...row.policies,
  ...row.static_routes,
  ...loadBalancersOf(row),
];
