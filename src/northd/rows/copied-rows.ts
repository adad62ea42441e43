/**
 * Southbound rows that are copies of northbound rows: load balancers, DNS, static MAC bindings, the variables of chassis,
 * global options.
 */
import type { Release } from '../../ovn/release/release.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Has } from '../differences/differences.ts';
import type { RouterPort, Switch } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';
import type { Vip } from '../model/lb/vips.ts';
import type { LoadBalancer } from '../model/load-balancers.ts';

/** A load balancer and its switches, which OVN stores in a Logical_DP_Group. */
export function loadBalancerRow(
  { nb, vips }: LoadBalancer,
  switches: readonly Switch[],
  has: Has,
): SbRow<'Load_Balancer'> {
  const uuid = nb._uuid || derivedUuid('Load_Balancer', nb.name);
  const isSame = has('sameUuids');
  return newRow(SB, 'Load_Balancer', {
    _uuid: isSame ? uuid : derivedUuid('Load_Balancer', uuid),
    external_ids: new Map(isSame ? [] : [['lb_id', uuid]]),
    datapaths: switches.map(({ sb }) => sb),
    name: nb.name,
    options: has('hairpinByTuple') ? nb.options : new Map([...nb.options, ['hairpin_orig_tuple', 'true']]),
    protocol: nb.protocol,
    vips:
      needsBrackets(nb) && vips.length > 0 ? new Map(vips.map(vip => [inBrackets(vip), vip.backendsText])) : nb.vips,
  });
}

/** ovn-controller needs brackets around variables of IPv6 addresses. */
const needsBrackets = ({ options }: NbRow<'Load_Balancer'>): boolean =>
  isTrue(options, 'template') && (options.get('address-family') ?? 'ipv4') !== 'ipv4';

const inBrackets = ({ ip, port }: Vip): string =>
  `${ip.startsWith('^') ? `[${ip}]` : ip}${port === undefined ? '' : `:${port}`}`;

/** The ids of ACLs whose connections stay allowed. */
export const aclIds = (ids: ReadonlyMap<NbRow<'ACL'>, number>): SbRow<'ACL_ID'>[] =>
  [...ids].map(([{ _uuid }, id]) => newRow(SB, 'ACL_ID', { _uuid: _uuid || derivedUuid('ACL_ID', String(id)), id }));

/** ovn-controller looks names up in lower case. */
export function dnsRows(switches: readonly Switch[]): SbRow<'DNS'>[] {
  const rows = [...new Set(switches.flatMap(({ nb }) => nb.dns_records))];
  return rows.map((nb, index) =>
    newRow(SB, 'DNS', {
      _uuid: nb._uuid || derivedUuid('DNS', String(index)),
      datapaths: switches.filter(ls => ls.nb.dns_records.includes(nb)).map(({ sb }) => sb),
      records: new Map([...nb.records].map(([name, value]) => [name, value.toLowerCase()])),
      options: new Map([['ovn-owned', String(isTrue(nb.options, 'ovn-owned'))]]),
    }),
  );
}

export function staticMacBindings(nb: Nb, routerPorts: ReadonlyMap<string, RouterPort>): SbRow<'Static_MAC_Binding'>[] {
  return nb.Static_MAC_Binding.flatMap(({ _uuid, logical_port, ip, mac, override_dynamic_mac }) => {
    const datapath = routerPorts.get(logical_port)?.datapath.sb;
    const uuid = _uuid || derivedUuid('Static_MAC_Binding', `${logical_port}\0${ip}`);
    const columns = { _uuid: uuid, logical_port, ip, mac, override_dynamic_mac };
    return datapath ? [newRow(SB, 'Static_MAC_Binding', { ...columns, datapath })] : [];
  });
}

export const chassisTemplateVars = (nb: Nb): SbRow<'Chassis_Template_Var'>[] =>
  nb.Chassis_Template_Var.map(({ _uuid, chassis, variables }) =>
    newRow(SB, 'Chassis_Template_Var', {
      _uuid: _uuid || derivedUuid('Chassis_Template_Var', chassis),
      chassis,
      variables,
    }),
  );

/** The global options, with those that describe the form of the flows to ovn-controller, and the release that made them. */
export function globalRow({ NB_Global }: Nb, release: Release, has: Has): SbRow<'SB_Global'> {
  const [nb] = NB_Global;
  const options = [
    [VERSION, versionOf(nb, release)],
    ...[...(nb?.options ?? [])].filter(([key]) => key !== VERSION),
    ...(has('explicitArpOutput') ? [['arp_ns_explicit_output', 'true'] as const] : []),
    ...(has('consolidatedRegisters') ? [['register_consolidation', 'true'] as const] : []),
  ] as const;
  return newRow(SB, 'SB_Global', {
    _uuid: derivedUuid('SB_Global', ''),
    options: new Map(options),
    ipsec: nb?.ipsec ?? false,
    nb_cfg: nb?.nb_cfg ?? 0,
  });
}

const VERSION = 'northd_internal_version';

/** ovn-northd's own version, if it is of this release: with those of its schema and flows, `25.03.0-20.41.0-77.6`. */
function versionOf(nb: NbRow<'NB_Global'> | undefined, release: Release): string {
  const stored = nb?.options.get(VERSION);
  return stored?.startsWith(`${release}-`) ? stored : release;
}
