/**
 * The addresses of a router port beyond its own that other routers at its switch know without asking: those of NAT rules and load
 * balancers with the option `add_route`. ovn-northd does not check here whether a rule is valid in other respects. Truth:
 * `get_nat_addresses` in northd/northd.c.
 */
import { setOrder } from '../../../base/hash-table.ts';
import { type Family, parseAddress } from '../../../base/ip.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import { isHost, isOnNetworkOf, type PortIp, parseProxyAddresses } from '../addresses.ts';
import type { RouterPort } from '../datapath.ts';
import type { LoadBalancer } from '../load-balancers.ts';
import { distribution } from './nat-rules.ts';

export interface RoutableAddresses {
  readonly mac: string;
  /** Empty if all are of IPv6. */
  readonly ipv4: readonly PortIp[];
}

type NatRow = NbRow<'NAT'>;

export function routableAddresses(port: RouterPort, loadBalancers: readonly LoadBalancer[]): RoutableAddresses[] {
  const { addresses, datapath } = port;
  const nats = datapath.nb.nat.filter(nat => isRoutable(nat) && isAskedAt(nat, port));
  const isDistributed = (nat: NatRow) => datapath.gatewayPorts.length > 0 && canBeDistributed(nat);
  const isOwn = (nat: NatRow) => addresses.ipv4.some(({ text }) => text === nat.external_ip);
  const central = nats.filter(nat => !isDistributed(nat) && !isOwn(nat)).flatMap(nat => ipv4Of(nat.external_ip));
  const vips = loadBalancers.filter(({ isRoutable }) => isRoutable).flatMap(lb => lb.vips);
  const vipsOf = (family: Family) => setOrder(vips.filter(vip => vip.family === family).map(({ ip }) => ip));
  const ipv4 = [...central, ...vipsOf(4).flatMap(ipv4Of)];
  const hasCentral = ipv4.length > 0 || vipsOf(6).length > 0;
  return [
    ...nats.filter(isDistributed).flatMap(nat => withOwnMac(nat) ?? []),
    ...(hasCentral ? [{ mac: addresses.mac, ipv4 }] : []),
  ];
}

const isRoutable = ({ type, options, external_ip }: NatRow): boolean =>
  type !== 'snat' && isTrue(options, 'add_route') && ipv4Of(external_ip).length > 0;

export const canBeDistributed = ({ type, logical_port, external_mac }: NatRow): boolean =>
  type === 'dnat_and_snat' && logical_port !== undefined && external_mac !== undefined;

function withOwnMac(nat: NatRow): RoutableAddresses | undefined {
  const mac = distribution(nat)?.mac;
  return mac === undefined ? undefined : { mac, ipv4: ipv4Of(nat.external_ip) };
}

/** No address if `text` is not one of IPv4. */
export const ipv4Of = (text: string): readonly PortIp[] => parseProxyAddresses(text)?.ipv4.filter(isHost) ?? [];

/** `is_nat_gateway_port`: of several gateway ports, the one that the rule names, or that has its external address. */
export function isAskedAt({ gateway_port, external_ip }: NatRow, { addresses, datapath, nb }: RouterPort): boolean {
  if (datapath.gatewayPorts.length < 2) return true;
  if (gateway_port) return gateway_port === nb;
  const external = parseAddress(external_ip);
  return external !== undefined && isOnNetworkOf(addresses, external);
}
