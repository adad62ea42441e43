/**
 * The addresses that a router answers for in addition to its ports' addresses: NAT rules and load balancer VIPs, as far as
 * its switches need them. Truth: northd/en-lr-nat.c and northd/en-lr-stateful.c.
 */

import { parseScannedMac } from '../../base/address-forms/scanned-mac.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { setOrder } from '../../base/hash-table.ts';
import { type Family, parseAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { isHost, isOnNetworkOf, parseProxyAddresses } from './addresses.ts';
import type { Router } from './datapath.ts';
import type { LoadBalancer, Vip } from './load-balancers.ts';

export interface ValidNat {
  readonly nb: NbRow<'NAT'>;
  readonly family: Family;
}

export interface RouterNats {
  /** Rules of type `dnat` and `dnat_and_snat` whose external address is not also a VIP. */
  readonly dnats: readonly ValidNat[];
  /** Rules of type `snat`, the first for each external address that is neither a router address nor a VIP. */
  readonly snats: readonly ValidNat[];
  /** In the order of ovn-northd's set. */
  readonly externalMacs: readonly string[];
  /** The MAC of each distributed rule, with the logical port on whose chassis it is. */
  readonly distributedMacs: readonly { readonly mac: string; readonly logicalPort: string }[];
  /** Whether a valid rule applies on the chassis of its logical port, not on the gateway's chassis. */
  readonly hasDistributed: boolean;
  /** VIPs for which the router answers neighbors. */
  readonly reachableVips: readonly Vip[];
}

export function routerNats(
  router: Router,
  loadBalancers: readonly LoadBalancer[],
  report: (diagnostic: Diagnostic) => void,
): RouterNats {
  const nats = router.nb.nat.filter(nat => isValid(nat, router, report)).map(nb => ({ nb, family: familyOf(nb) }));
  const vipIps = new Set(loadBalancers.flatMap(({ vips }) => vips.map(({ ip }) => ip)));
  const ownIps = new Set(
    router.ports.flatMap(({ addresses }) => [...addresses.ipv4, ...addresses.ipv6].map(ip => ip.text)),
  );
  const free = nats.filter(({ nb }) => !vipIps.has(nb.external_ip));
  const snats = new Map(
    nats
      .filter(isSnat)
      .reverse()
      .map(nat => [nat.nb.external_ip, nat]),
  );
  return {
    dnats: free.filter(nat => !isSnat(nat)),
    snats: [...snats.values()].filter(({ nb }) => !ownIps.has(nb.external_ip) && !vipIps.has(nb.external_ip)),
    externalMacs: setOrder(nats.filter(nat => !isSnat(nat)).flatMap(({ nb }) => nb.external_mac ?? [])),
    distributedMacs: router.nb.nat.flatMap(distributedMac),
    hasDistributed: nats.some(({ nb }) => distributedMac(nb).length > 0),
    reachableVips: loadBalancers.flatMap(lb => lb.vips.filter(vip => isReachable(router, lb, vip))),
  };
}

const isSnat = ({ nb }: ValidNat): boolean => nb.type === 'snat';

const familyOf = ({ external_ip }: NbRow<'NAT'>): Family => (external_ip.includes(':') ? 6 : 4);

function isValid(nat: NbRow<'NAT'>, router: Router, report: (diagnostic: Diagnostic) => void): boolean {
  const problem = problemOf(nat, router);
  if (problem)
    report(warning('bad-nat', `NAT ${nat.type} ${nat.external_ip} of ${router.nb.name}: ${problem}; it is left out`));
  return !problem;
}

function problemOf(nat: NbRow<'NAT'>, router: Router): string | undefined {
  const external = parseProxyAddresses(nat.external_ip);
  const ips = external && !external.mac ? [...external.ipv4, ...external.ipv6] : [];
  if (ips.length !== 1) return 'the external address is not an IP address';
  if (nat.external_mac !== undefined && parseScannedMac(nat.external_mac) === undefined)
    return 'the external MAC is invalid';
  if (nat.allowed_ext_ips && nat.exempted_ext_ips) return 'it has both allowed and exempted external addresses';
  const logical = parseProxyAddresses(nat.logical_ip);
  const [logicalIp] = ips[0]!.family === 4 ? (logical?.ipv4 ?? []) : (logical?.ipv6 ?? []);
  if (!logicalIp || (nat.type !== 'snat' && !isHost(logicalIp)))
    return `the logical address ${nat.logical_ip} does not fit`;
  return gatewayProblem(nat, router);
}

function gatewayProblem({ gateway_port, external_ip }: NbRow<'NAT'>, { gatewayPorts }: Router): string | undefined {
  if (gateway_port) {
    return gatewayPorts.some(({ nb }) => nb === gateway_port)
      ? undefined
      : `${gateway_port.name} is not one of its gateway ports`;
  }
  const external = parseAddress(external_ip);
  const isReached = gatewayPorts.some(({ addresses }) => external && isOnNetworkOf(addresses, external));
  return gatewayPorts.length > 1 && !isReached
    ? 'no gateway port is on the network of the external address'
    : undefined;
}

function distributedMac({ type, logical_port, external_mac }: NbRow<'NAT'>): RouterNats['distributedMacs'] {
  const mac = parseScannedMac(external_mac ?? '');
  if (type !== 'dnat_and_snat' || logical_port === undefined || mac === undefined) return [];
  return [{ mac: printMac(mac), logicalPort: logical_port }];
}

/** The option neighbor_responder: all VIPs, none, or those in a network of the router. */
function isReachable(router: Router, { nb }: LoadBalancer, { address }: Vip): boolean {
  const isTemplate = address === undefined;
  const mode = nb.options.get('neighbor_responder') ?? (isTemplate ? 'none' : 'reachable');
  if (mode === 'all') return true;
  if (mode === 'none' || isTemplate) return false;
  return router.ports.some(({ addresses }) => isOnNetworkOf(addresses, address));
}
