/**
 * The addresses that ovn-controller announces for the router of a switch port (Port_Binding.nat_addresses), each text with the
 * chassis that does so: those of NAT rules and VIPs, if the option `nat-addresses` is set, and those of router ports that are
 * on one chassis. Truth: `sync_pb_for_lsp` and `get_nat_addresses` in northd/northd.c.
 */
import { setOrder } from '../../base/hash-table.ts';
import type { Family } from '../../base/ip.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import { parsePortAddresses } from '../model/addresses.ts';
import { isGatewayRouter, type Router, type RouterPort, type SwitchPort } from '../model/datapath.ts';
import { residentAt } from '../model/gateways.ts';
import type { LoadBalancer } from '../model/load-balancers.ts';
import { distribution } from '../model/nat/nat-rules.ts';
import { canBeDistributed, ipv4Of, isAskedAt } from '../model/nat/routable.ts';

export type LoadBalancersOf = (router: Router) => readonly LoadBalancer[];

export function natAddresses({ nb, peer, datapath }: SwitchPort, loadBalancersOf: LoadBalancersOf): string[] {
  if (!peer) return [];
  const onGateway = peer.datapath.gatewayPorts.length > 0;
  const wanted = nb.options.get('nat-addresses');
  const isSomewhere = onGateway || isGatewayRouter(peer.datapath);
  const vips = isTrue(nb.options, 'exclude-lb-vips-from-garp') ? [] : loadBalancersOf(peer.datapath);
  return [
    ...(wanted === 'router' && isSomewhere ? ofRouter(peer, vips) : []),
    ...(wanted !== undefined && wanted !== 'router' && isSomewhere ? asWritten(wanted, peer) : []),
    ...(isPortAnnounced(peer, datapath.localnetPorts.length > 0) ? [ofPort(peer)] : []),
  ];
}

/** The NAT rules of the router, valid or not. */
function* ofRouter(port: RouterPort, loadBalancers: readonly LoadBalancer[]): Iterable<string> {
  const { addresses, datapath, chassisRedirect } = port;
  const rules = datapath.nb.nat.filter(nat => ipv4Of(nat.external_ip).length > 0 && isAskedAt(nat, port));
  const isDistributed = (nat: (typeof rules)[number]) => datapath.gatewayPorts.length > 0 && canBeDistributed(nat);
  for (const nat of rules.filter(isDistributed)) {
    const { mac, logicalPort } = distribution(nat) ?? {};
    if (mac !== undefined) yield `${mac} ${nat.external_ip} is_chassis_resident("${logicalPort}")`;
  }
  const own = addresses.ipv4.map(({ text }) => text);
  const central = rules.filter(nat => !isDistributed(nat) && !own.includes(nat.external_ip));
  const ips = [
    ...central.map(nat => nat.external_ip),
    ...vipsOf(4, datapath, loadBalancers),
    ...vipsOf(6, datapath, loadBalancers),
  ];
  if (ips.length > 0)
    yield [addresses.mac, ...ips, ...(chassisRedirect ? [residentAt(chassisRedirect)] : [])].join(' ');
}

/** ovn-northd keeps templates among the IPv6 addresses, also those of IPv4. */
const TEMPLATE_FAMILY: Family = 6;

/**
 * In the order of ovn-northd's set, which gets the addresses of the groups first; those of the first group are a copy of a set.
 */
function vipsOf(family: Family, { nb }: Router, loadBalancers: readonly LoadBalancer[]): string[] {
  const byRow = new Map(loadBalancers.map(lb => [lb.nb, lb]));
  const ipsOf = (rows: readonly NbRow<'Load_Balancer'>[]) =>
    rows.flatMap(row =>
      setOrder(
        byRow
          .get(row)
          ?.vips.filter(({ address }) => (address?.family ?? TEMPLATE_FAMILY) === family)
          .map(({ ip }) => ip) ?? [],
      ),
    );
  const [first = [], ...groups] = nb.load_balancer_group.map(({ load_balancer }) => ipsOf(load_balancer));
  return setOrder([...setOrder(first), ...groups.flat(), ...ipsOf(nb.load_balancer)]);
}

const asWritten = (addresses: string, port: RouterPort): readonly string[] =>
  parsePortAddresses(addresses) ? [[addresses, ...residence(port)].join(' ')] : [];

function isPortAnnounced(port: RouterPort, isOnPhysicalNetwork: boolean): boolean {
  const { nb, datapath, chassisRedirect } = port;
  const { length: gateways } = datapath.gatewayPorts;
  if (gateways === 0) return isGatewayRouter(datapath) && isOnPhysicalNetwork;
  return chassisRedirect !== undefined || (gateways === 1 && isTrue(nb.options, 'reside-on-redirect-chassis'));
}

const ofPort = (port: RouterPort): string =>
  [port.addresses.mac, ...port.addresses.ipv4.map(({ text }) => text), ...residence(port)].join(' ');

/** The chassis of the port, or else of the first gateway port. */
function residence({ chassisRedirect, datapath }: RouterPort): string[] {
  const at = chassisRedirect ?? datapath.gatewayPorts[0]?.chassisRedirect;
  return at ? [residentAt(at)] : [];
}
