/** lr_in_arp_request: if the MAC address of the next hop is not known, the router asks for it. */
import { type Family, parsePrefix } from '../../../../base/ip.ts';
import { printMac } from '../../../../base/mac.ts';
import { isHost, solicitedNode } from '../../../model/addresses.ts';
import type { Router } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

/** `build_arp_request_flows_for_lrouter`. */
export function* arpRequest(router: Router, context: RuleContext): Iterable<Flow> {
  const R = context.registers;
  const request = `arp.spa = ${R.REG_SRC_IPV4}; arp.tpa = ${R.REG_NEXT_HOP_IPV4}; arp.op = 1;`;
  const askArp = `arp { eth.dst = ff:ff:ff:ff:ff:ff; ${request} output; };${afterRequest(context)}`;
  const askNd = `nd_ns { nd.target = ${R.REG_NEXT_HOP_IPV6}; output; };${afterRequest(context)}`;
  yield* routeSolicitations(router, context);
  yield metered('arp-resolve', flow('lr_in_arp_request', 100, unknown(4, context), askArp));
  yield metered('nd-ns-resolve', flow('lr_in_arp_request', 100, unknown(6, context), askNd));
  yield flow('lr_in_arp_request', 0, '1', leave(context));
}

/** Matches packets without a MAC whose next hop is of the family. */
function unknown(family: Family, { has, registers }: RuleContext): string {
  const nextHop = has('nextHopFamilyBit')
    ? `${registers.REGBIT_NEXTHOP_IS_IPV4} == ${family === 4 ? 1 : 0}`
    : `ip${family}`;
  return `eth.dst == 00:00:00:00:00:00 && ${nextHop}`;
}

/** The stage is the last one, or the one before it. */
const leave = ({ stage }: RuleContext): string => (stage('lr_in_ecmp_stateful_egr') ? 'next;' : 'output;');

/** The packet itself waits in ovn-controller for the answer. */
const afterRequest = (context: RuleContext): string =>
  context.has('packetsOutputAfterRequest') ? ` ${leave(context)}` : '';

/** The multicast addresses of next hops of static routes are known before. */
function* routeSolicitations({ nb }: Router, context: RuleContext): Iterable<Flow> {
  for (const row of nb.static_routes) {
    const { nexthop } = row;
    const address = parsePrefix(nexthop);
    if (address?.family !== 6 || !isHost(address)) continue;
    const group = solicitedNode(address);
    const match = `${unknown(6, context)} && ${context.registers.REG_NEXT_HOP_IPV6} == ${nexthop}`;
    const solicitation = `eth.dst = ${multicastMac(address.value)}; ip6.dst = ${group}; nd.target = ${nexthop}; output;`;
    const hint = madeFor('Logical_Router_Static_Route', row);
    yield metered(
      'nd-ns-resolve',
      flow('lr_in_arp_request', 200, match, `nd_ns { ${solicitation} };${afterRequest(context)}`, hint),
    );
  }
}

/** The Ethernet address of the solicited-node multicast address (RFC 2464 section 7). */
function multicastMac(ip: bigint): string {
  const low = Number(BigInt.asUintN(24, ip));
  return printMac(0x3333_ff00_0000 + low);
}
