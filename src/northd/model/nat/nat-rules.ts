/**
 * The NAT rules of a router, without those that ovn-northd leaves out. Flows have the column texts `external_ip` and
 * `logical_ip` as they are, except for answers to neighbors. Truth: `lr_nat_record_init` in northd/en-lr-nat.c.
 */
import { parseScannedMac } from '../../../base/address-forms/scanned-mac.ts';
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { addressBits, type Family, parseAddress, parseMasked } from '../../../base/ip.ts';
import { printMac } from '../../../base/mac.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import { isOnNetworkOf, type PortIp, parseProxyAddresses } from '../addresses.ts';
import type { Router, RouterPort } from '../datapath.ts';
import { type MadeFor, madeFor } from '../made-for.ts';

export interface NatRule {
  readonly nb: NbRow<'NAT'>;
  readonly madeFor: MadeFor;
  readonly router: Router;
  readonly family: Family;
  /** The external address; `text` is its canonical form. */
  readonly external: PortIp;
  /** The length of the network in `logical_ip`. */
  readonly prefixLength: number;
  /** Whether addresses are replaced without connection tracking. */
  readonly isStateless: boolean;
  /** The distributed gateway port where it applies; absent on routers without such ports. */
  readonly gateway?: RouterPort;
  /** Only for rules that apply on the chassis of their logical port, not on that of the gateway. */
  readonly distributed?: { readonly mac: string; readonly logicalPort: string };
}

export const natRules = (router: Router, report: (diagnostic: Diagnostic) => void): NatRule[] =>
  router.nb.nat.flatMap(nb => {
    const rule = natRule(nb, router);
    if (typeof rule !== 'string') return [rule];
    report(warning('bad-nat', `NAT ${nb.type} ${nb.external_ip} of ${router.nb.name}: ${rule}; it is left out`));
    return [];
  });

/** The rule, or why it is left out. */
function natRule(nb: NbRow<'NAT'>, router: Router): NatRule | string {
  const parsed = parseProxyAddresses(nb.external_ip);
  const [external, ...others] = parsed && !parsed.mac ? [...parsed.ipv4, ...parsed.ipv6] : [];
  if (!external || others.length > 0) return 'the external address is not an IP address';
  if (nb.external_mac !== undefined && parseScannedMac(nb.external_mac) === undefined)
    return 'the external MAC is invalid';
  if (nb.allowed_ext_ips && nb.exempted_ext_ips) return 'it has both allowed and exempted external addresses';
  const { family } = external;
  const prefixLength = logicalPrefixLength(nb, family);
  if (prefixLength === undefined) return `the logical address ${nb.logical_ip} does not fit`;
  const gateway = gatewayOf(nb, router);
  if (typeof gateway === 'string') return gateway;
  const distributed = gateway && isDistributed(gateway) ? distribution(nb) : undefined;
  const isStateless = nb.type === 'dnat_and_snat' && isTrue(nb.options, 'stateless');
  const rule = { nb, madeFor: madeFor('NAT', nb), router, family, external, prefixLength, isStateless };
  return { ...rule, ...(gateway ? { gateway } : {}), ...(distributed ? { distributed } : {}) };
}

/** Only SNAT can be for a whole network. Undefined if the address does not fit. */
function logicalPrefixLength({ type, logical_ip }: NbRow<'NAT'>, family: Family): number | undefined {
  const logical = parseMasked(logical_ip);
  if (logical?.family !== family) return undefined;
  const bits = addressBits(family);
  const length = logical.mask.toString(2).padStart(bits, '0').lastIndexOf('1') + 1;
  return type === 'snat' || length === bits ? length : undefined;
}

/** The gateway port of the rule, undefined on a router that has none, or why there is none. */
function gatewayOf({ gateway_port, external_ip }: NbRow<'NAT'>, { gatewayPorts }: Router) {
  if (gateway_port) {
    const named = gatewayPorts.find(({ nb }) => nb === gateway_port);
    return named ?? `${gateway_port.name} is not one of its gateway ports`;
  }
  if (gatewayPorts.length < 2) return gatewayPorts[0];
  const external = parseAddress(external_ip);
  const reached = gatewayPorts.find(({ addresses }) => external && isOnNetworkOf(addresses, external));
  return reached ?? 'no gateway port is on the network of the external address';
}

/** If the switch at the gateway port has a derived port, too, all its packets pass the chassis of the gateway. */
const isDistributed = ({ peer }: RouterPort): boolean => peer?.chassisRedirect === undefined;

/** The MAC and the logical port of a rule that can be distributed. */
export function distribution({ type, logical_port, external_mac }: NbRow<'NAT'>): NatRule['distributed'] {
  const mac = parseScannedMac(external_mac ?? '');
  const isWanted = type === 'dnat_and_snat' && logical_port !== undefined && mac !== undefined;
  return isWanted ? { mac: printMac(mac), logicalPort: logical_port } : undefined;
}
