/** A northbound database whose rows refer to each other by name, and its conversion to rows with references. */
import { parseMac } from '../../../src/base/mac.ts';
import { NB, type Nb, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { gatherRows } from '../../../src/ovnk/rows/gather-rows.ts';
import type { RoutingDraft } from './routing.ts';
import type { SwitchNumber } from './values.ts';

interface LoadBalancerNames {
  readonly lbs: readonly string[];
  readonly lbGroups: readonly string[];
}

export interface SwitchDraft extends LoadBalancerNames {
  readonly net: SwitchNumber;
  readonly row: NbRow<'Logical_Switch'>;
}

export interface RouterDraft extends LoadBalancerNames {
  readonly row: NbRow<'Logical_Router'>;
  readonly links: readonly Link[];
  readonly routing: RoutingDraft;
  readonly nats: readonly NatDraft[];
}

/** A router port, and the switch port connected to it, if any, with the number of its switch. */
export interface Link {
  readonly port: NbRow<'Logical_Router_Port'>;
  readonly net: SwitchNumber;
  readonly switchPort: NbRow<'Logical_Switch_Port'> | undefined;
}

export interface NatDraft {
  readonly row: NbRow<'NAT'>;
  readonly gatewayPort: string | undefined;
  readonly allowed: string | undefined;
  readonly exempted: string | undefined;
}

export interface PortGroupDraft {
  readonly name: string;
  readonly ports: readonly string[];
  readonly acls: readonly NbRow<'ACL'>[];
}

export interface NbDraft {
  readonly global: NbRow<'NB_Global'>;
  readonly switches: readonly SwitchDraft[];
  readonly routers: readonly RouterDraft[];
  readonly lbs: readonly NbRow<'Load_Balancer'>[];
  readonly lbGroups: readonly { readonly name: string; readonly lbs: readonly string[] }[];
  readonly portGroups: readonly PortGroupDraft[];
  readonly addressSets: readonly NbRow<'Address_Set'>[];
  /** Meter, Sampling_App, Static_MAC_Binding. */
  readonly others: Partial<Nb>;
  readonly templateVars: readonly NbRow<'Chassis_Template_Var'>[];
  /** The names of two router ports that are connected without a switch. */
  readonly peers: readonly [string, string] | undefined;
  /** Whether switches and routers share rows, which they otherwise have for themselves. */
  readonly isShared: true | undefined;
}

/** Names without a row are left out. */
export function assembleNb(drawn: NbDraft): Nb {
  const draft = withDistinctGateways(withPeers(drawn.isShared ? withSharedRows(drawn) : drawn));
  const { lbs } = draft;
  const lbGroups = draft.lbGroups.map(({ name, lbs: names }) =>
    newRow(NB, 'Load_Balancer_Group', { name, load_balancer: named(lbs, names) }),
  );
  const owned = (names: LoadBalancerNames) => ({
    load_balancer: named(lbs, names.lbs),
    load_balancer_group: named(lbGroups, names.lbGroups),
  });
  const acls = numberAcls([...draft.switches.map(({ row }) => row), ...draft.portGroups].flatMap(owner => owner.acls));
  const links = draft.routers.flatMap(router => router.links);
  const ports = withOneQueue(draft.switches.flatMap(ls => portsOf(ls, links)));
  const Logical_Switch = draft.switches.map(ls => ({
    ...ls.row,
    ...owned(ls),
    other_config: ls.row.ports.every(hasMac) ? ls.row.other_config : without(ls.row.other_config, 'dhcp_relay_port'),
    acls: ls.row.acls.map(acl => acls.get(acl)!),
    ports: portsOf(ls, links).map(port => ports.get(port)!),
  }));
  const Logical_Router = draft.routers.map(router => ({
    ...router.row,
    policies: router.routing.policies.map(policy => ({
      ...policy,
      bfd_sessions: policy.bfd_sessions.filter(session => isUsable(session, router)),
    })),
    static_routes: router.routing.static_routes.map(route => ({
      ...route,
      bfd: route.bfd && isUsable(route.bfd, router) ? route.bfd : undefined,
    })),
    ...owned(router),
    ports: router.links.map(({ port }) => port),
    nat: router.nats.map(nat => natRow(nat, links, draft.addressSets)),
  }));
  const Port_Group = draft.portGroups.map(({ name, ports: names, acls: own }) =>
    newRow(NB, 'Port_Group', { name, ports: named([...ports.values()], names), acls: own.map(acl => acls.get(acl)!) }),
  );
  const tables: Partial<Nb> = {
    NB_Global: [draft.global],
    Load_Balancer: lbs,
    Load_Balancer_Group: lbGroups,
    Address_Set: draft.addressSets,
    Logical_Switch,
    Logical_Router,
    Port_Group,
  };
  return gatherRows([tables, draft.others, { Chassis_Template_Var: draft.templateVars }]);
}

function withPeers(draft: NbDraft): NbDraft {
  const [first, second] = draft.peers ?? [];
  const peerOf = (name: string) => (name === first ? second : name === second ? first : undefined);
  const connected = (link: Link): Link => {
    const peer = peerOf(link.port.name);
    return peer === undefined ? link : { ...link, port: { ...link.port, peer }, switchPort: undefined };
  };
  return { ...draft, routers: draft.routers.map(router => ({ ...router, links: router.links.map(connected) })) };
}

/**
 * Of the gateway ports of a router on one network, only the first stays one: which of them ovn-northd takes for an address of
 * that network depends on where its memory is.
 */
function withDistinctGateways(draft: NbDraft): NbDraft {
  const distinct = (links: readonly Link[]) => {
    const taken = new Set<number>();
    return links.map(link => {
      const isGateway = link.port.gateway_chassis.length > 0 || link.port.ha_chassis_group !== undefined;
      if (!isGateway || !taken.has(link.net)) {
        if (isGateway) taken.add(link.net);
        return link;
      }
      return { ...link, port: { ...link.port, gateway_chassis: [], ha_chassis_group: undefined } };
    });
  };
  return { ...draft, routers: draft.routers.map(router => ({ ...router, links: distinct(router.links) })) };
}

/** All switches have the ACLs, QoS rules and DNS records of the first, all ports the same DHCP options, all datapaths one Copp. */
function withSharedRows(draft: NbDraft): NbDraft {
  const [first] = draft.switches;
  const ports = draft.switches.flatMap(({ row }) => row.ports);
  const [dhcpv4] = ports.flatMap(({ dhcpv4_options }) => dhcpv4_options ?? []);
  const [dhcpv6] = ports.flatMap(({ dhcpv6_options }) => dhcpv6_options ?? []);
  const [copp] = draft.routers.flatMap(({ row }) => row.copp ?? []);
  const { acls, qos_rules, dns_records } = first!.row;
  const sharing = (port: NbRow<'Logical_Switch_Port'>) => ({
    ...port,
    dhcpv4_options: port.dhcpv4_options && dhcpv4,
    dhcpv6_options: port.dhcpv6_options && dhcpv6,
  });
  const switches = draft.switches.map(ls => ({
    ...ls,
    row: { ...ls.row, acls, qos_rules, dns_records, copp, ports: ls.row.ports.map(sharing) },
  }));
  const routers = draft.routers.map(router => ({ ...router, row: { ...router.row, copp } }));
  return { ...draft, switches, routers };
}

function named<R extends { readonly name: string }>(rows: readonly R[], names: readonly string[]): R[] {
  return rows.filter(({ name }) => names.includes(name));
}

const portsOf = ({ net, row }: SwitchDraft, links: readonly Link[]): NbRow<'Logical_Switch_Port'>[] => [
  ...row.ports,
  ...links.flatMap(link => (link.net === net && link.switchPort ? [link.switchPort] : [])),
];

/** ovn-northd 25.03.0 crashes (SIGSEGV) if it does not know the router port of a BFD session. */
const isUsable = ({ logical_port }: NbRow<'BFD'>, { row, links }: RouterDraft): boolean =>
  row.enabled !== false && links.some(({ port }) => port.name === logical_port && parseMac(port.mac) !== undefined);

function natRow(draft: NatDraft, links: readonly Link[], sets: readonly NbRow<'Address_Set'>[]): NbRow<'NAT'> {
  return {
    ...draft.row,
    gateway_port: links.find(({ port }) => port.name === draft.gatewayPort)?.port,
    allowed_ext_ips: sets.find(({ name }) => name === draft.allowed),
    exempted_ext_ips: sets.find(({ name }) => name === draft.exempted),
  };
}

/** Gives each sample its own number, and keeps the option by which ovn-northd numbers ACLs only in the first ACL. */
function numberAcls(acls: readonly NbRow<'ACL'>[]): ReadonlyMap<NbRow<'ACL'>, NbRow<'ACL'>> {
  let metadata = 0;
  const numbered = (sample: NbRow<'Sample'> | undefined) => sample && { ...sample, metadata: ++metadata };
  const persistent = acls.find(({ options }) => options.has(PERSIST));
  return new Map(
    acls.map(acl => {
      const options = acl === persistent ? acl.options : without(acl.options, PERSIST);
      return [acl, { ...acl, options, sample_new: numbered(acl.sample_new), sample_est: numbered(acl.sample_est) }];
    }),
  );
}

/** For DHCP relay, ovn-northd reads uninitialized memory if a VM's port has no address. */
const hasMac = ({ type, addresses }: NbRow<'Logical_Switch_Port'>): boolean =>
  type !== '' || addresses.some(text => /^0a:/i.test(text));

const PERSIST = 'persist-established';
const QUEUED = ['qos_max_rate', 'qos_burst'];

/** Only the first port that requests a queue gets one. */
function withOneQueue(ports: readonly NbRow<'Logical_Switch_Port'>[]) {
  const first = ports.find(({ options }) => QUEUED.some(key => options.has(key)));
  return new Map(
    ports.map(port => [port, port === first ? port : { ...port, options: without(port.options, ...QUEUED) }]),
  );
}

const without = <V>(map: ReadonlyMap<string, V>, ...keys: readonly string[]): ReadonlyMap<string, V> =>
  new Map([...map].filter(([key]) => !keys.includes(key)));
