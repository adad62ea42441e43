/**
 * Address_Set rows: those of the northbound database, and those derived from port groups (`GROUP_ip4`, `GROUP_ip6`), from
 * routers' VIPs and from the service monitor's MACs. Truth: `sync_addr_sets` in northd/en-sync-sb.c.
 */
import type { Family } from '../../base/ip.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { isDynamicAddress, parsePortAddresses } from '../model/addresses.ts';
import type { Router } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';
import type { RouterNats } from '../model/nat/router-nats.ts';

export function addressSets(
  nb: Nb,
  monitorMacs: readonly string[],
  routers: readonly (readonly [Router, RouterNats])[],
): SbRow<'Address_Set'>[] {
  // Later sets replace earlier ones: those of the CMS replace derived ones of the same name.
  const sets = new Map<string, Iterable<string>>([
    ['svc_monitor_mac', monitorMacs],
    ...nb.Port_Group.flatMap(portGroupSets),
    ...routers.flatMap(vipSets),
    ...nb.Address_Set.map(({ name, addresses }) => [name, addresses] as const),
  ]);
  return [...sets].map(([name, addresses]) =>
    newRow(SB, 'Address_Set', {
      _uuid: derivedUuid('Address_Set', name),
      name,
      addresses: [...new Set(addresses)].sort(),
    }),
  );
}

type NamedSet = readonly [name: string, addresses: readonly string[]];

function portGroupSets({ name, ports }: NbRow<'Port_Group'>): NamedSet[] {
  const addresses = ports.flatMap(portAddressTexts).flatMap(text => parsePortAddresses(text) ?? []);
  return [
    [`${name}_ip4`, addresses.flatMap(({ ipv4 }) => ipv4.map(ip => ip.text))],
    [`${name}_ip6`, addresses.flatMap(({ ipv6 }) => ipv6.map(ip => ip.text))],
  ];
}

const portAddressTexts = ({ addresses, dynamic_addresses }: NbRow<'Logical_Switch_Port'>): string[] => [
  ...addresses.filter(text => !isDynamicAddress(text)),
  ...(dynamic_addresses ? [dynamic_addresses] : []),
];

/** Template variables, which can be of either family, are in the IPv6 set. */
function vipSets([router, { reachableVips }]: readonly [Router, RouterNats]): NamedSet[] {
  return ([4, 6] satisfies Family[]).flatMap(family => {
    const ips = reachableVips.filter(({ address }) => (address?.family ?? 6) === family).map(({ ip }) => ip);
    return ips.length > 0 ? [[`_rtr_lb_${router.sb.tunnel_key}_ip${family}`, ips] as const] : [];
  });
}
