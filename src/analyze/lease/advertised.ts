/**
 * What a router of the guest's switch advertises, by its northbound row (man ovn-nb, Logical_Router_Port,
 * ipv6_ra_configs). It replaces the answer of the router where its flows are not compiled.
 */
import type { Guest } from '../guests/guest.ts';
import type { GuestSources } from '../guests/sources.ts';

export interface Advertisement {
  readonly routerPort: string;
  /** `slaac`, `dhcpv6_stateful` or `dhcpv6_stateless`. */
  readonly mode: string;
}

export function advertisementFor({ port }: Guest, sources: GuestSources): Advertisement | undefined {
  if (!sources.isCompiled) return undefined;
  const ls = sources.nbPorts().get(port.logical_port)?.ls;
  const peers = ls?.ports.filter(({ type }) => type === 'router').map(({ options }) => options.get('router-port'));
  const routerPorts = (sources.nb?.Logical_Router ?? []).flatMap(({ ports }) => ports);
  for (const { name, ipv6_ra_configs } of routerPorts.filter(each => peers?.includes(each.name))) {
    const mode = ipv6_ra_configs.get('address_mode');
    if (mode !== undefined) return { routerPort: name, mode };
  }
  return undefined;
}
