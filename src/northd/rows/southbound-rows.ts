/** All southbound rows except the logical flows. They are made when they are read, because compiling flows needs none. */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { once } from '../../base/remember.ts';
import { withLazyTables } from '../../network/lazy-tables.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newDatabase } from '../../ovn/schema/schema.ts';
import type { Has } from '../differences/differences.ts';
import type { AclTables } from '../model/acl-tables.ts';
import type { Port, Router, Switch } from '../model/datapath.ts';
import { acceptsEverywhere } from '../model/gateways.ts';
import type { GlobalOptions } from '../model/global-options.ts';
import type { Topology } from '../model/join/join.ts';
import type { LoadBalancers } from '../model/join/join-load-balancers.ts';
import type { LoadBalancer } from '../model/load-balancers.ts';
import type { RouterNats } from '../model/nat/router-nats.ts';
import { addressSets } from './address-sets.ts';
import { bfdRows } from './bfd.ts';
import { aclIds, chassisTemplateVars, dnsRows, globalRow, loadBalancerRow, staticMacBindings } from './copied-rows.ts';
import { dhcpv4OptionRows, dhcpv6OptionRows } from './dhcp-options.ts';
import { haChassisGroupName, haChassisGroups } from './ha-chassis-groups.ts';
import { meters } from './meters.ts';
import { routerMulticastGroups, switchMulticastGroups } from './multicast-groups.ts';
import { portGroupsOf } from './port-groups.ts';
import { routerPortBindings } from './router-port-bindings.ts';
import { reportUnknownType, switchPortBindings } from './switch-port-bindings.ts';

export interface RowSources {
  readonly nb: Nb;
  readonly release: Release;
  readonly has: Has;
  readonly options: GlobalOptions;
  readonly topology: Topology;
  readonly loadBalancers: LoadBalancers;
  readonly aclTables: AclTables;
  readonly natsOf: (router: Router) => RouterNats;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function southboundRows(sources: RowSources): Omit<LogicalNetwork, 'flows'> {
  const { nb, options, topology, aclTables, natsOf, has } = sources;
  const { switches, routers, switchPorts, routerPorts } = topology;
  const groups = once(() => haChassisGroups([...switchPorts.values(), ...routerPorts.values()]));
  const bindings = once(() => portBindings(sources, groups()));
  const allMeters = once(() => meters(nb, aclTables));
  const byName = once(() => new Map(bindings().map(row => [row.logical_port, row])));
  const { Logical_Flow: _flows, Logical_DP_Group: _groups, ...empty } = newDatabase(SB);
  reportFaults(sources);
  return withLazyTables(empty, {
    ACL_ID: () => aclIds(aclTables.persistentIds),
    Address_Set: () => {
      const nats = routers.map(router => [router, natsOf(router)] as const);
      const macs = has('twoMonitorMacs') ? [options.svcMonitorMac, options.monitoredMac] : [options.svcMonitorMac];
      return addressSets(nb, macs, nats);
    },
    BFD: () => bfdRows(nb, routerPorts),
    Chassis_Template_Var: () => chassisTemplateVars(nb),
    DHCP_Options: dhcpv4OptionRows,
    DHCPv6_Options: dhcpv6OptionRows,
    DNS: () => dnsRows(switches),
    Datapath_Binding: () => [...switches, ...routers].map(({ sb }) => sb),
    HA_Chassis: () => [...groups().values()].flatMap(({ ha_chassis }) => ha_chassis),
    HA_Chassis_Group: () => [...groups().values()],
    Load_Balancer: () => loadBalancerRows(sources),
    Meter: allMeters,
    Meter_Band: () => [...new Set(allMeters().flatMap(({ bands }) => bands))],
    Multicast_Group: () => [
      ...switches.flatMap(ls => [...switchMulticastGroups(ls, byName(), has)]),
      ...routers.flatMap(router => [...routerMulticastGroups(router, byName())]),
    ],
    Port_Binding: bindings,
    Port_Group: () => switches.flatMap(ls => [...portGroupsOf(ls)]),
    SB_Global: () => [globalRow(nb, sources.release, has)],
    Static_MAC_Binding: () => staticMacBindings(nb, routerPorts),
  });
}

/** Reports faults even if nobody reads the rows. NAT faults are reported when a router's NAT is first computed. */
function reportFaults({ topology, natsOf, report }: RowSources): void {
  for (const port of topology.switchPorts.values()) reportUnknownType(port, report);
  for (const router of topology.routers) natsOf(router);
}

function portBindings(
  { topology, natsOf, loadBalancers, has }: RowSources,
  groups: ReadonlyMap<string, SbRow<'HA_Chassis_Group'>>,
): SbRow<'Port_Binding'>[] {
  const groupOf = (port: Port) => groups.get(haChassisGroupName(port));
  return [
    ...topology.switches.flatMap(({ ports }) =>
      ports.flatMap(port => switchPortBindings(port, groupOf, loadBalancers.ofRouter, has)),
    ),
    ...topology.routers.flatMap(router => {
      const isDistributed = natsOf(router).hasDistributed || acceptsEverywhere(router, has);
      return router.ports.flatMap(port => routerPortBindings(port, isDistributed, groupOf));
    }),
  ];
}

/** The load balancers that a switch or router has. */
function loadBalancerRows({
  topology: { switches, routers },
  loadBalancers,
  has,
}: RowSources): SbRow<'Load_Balancer'>[] {
  const switchesOf = new Map<LoadBalancer, Switch[]>(routers.flatMap(loadBalancers.ofRouter).map(lb => [lb, []]));
  for (const ls of switches) {
    for (const lb of loadBalancers.ofSwitch(ls)) switchesOf.set(lb, [...(switchesOf.get(lb) ?? []), ls]);
  }
  return [...switchesOf].map(([lb, owners]) => loadBalancerRow(lb, owners, has));
}
