/** lr_in_arp_request: if the MAC address of the next hop is not known, the router asks for it. */
import { parsePrefix } from '../../../../base/ip.ts';
import { printMac } from '../../../../base/mac.ts';
import { isHost, solicitedNode } from '../../../model/addresses.ts';
import type { Router } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_arp_request_flows_for_lrouter`. */
export function* arpRequest(router: Router, context: RuleContext): Iterable<Flow> {
  const R = context.registers;
  const request = `arp.spa = ${R.REG_SRC_IPV4}; arp.tpa = ${R.REG_NEXT_HOP_IPV4}; arp.op = 1;`;
  const askArp = `arp { eth.dst = ff:ff:ff:ff:ff:ff; ${request} output; }; output;`;
  const askNd = `nd_ns { nd.target = ${R.REG_NEXT_HOP_IPV6}; output; }; output;`;
  yield* routeSolicitations(router, context);
  yield flow('lr_in_arp_request', 100, `${unknown(context)} == 1`, askArp);
  yield flow('lr_in_arp_request', 100, `${unknown(context)} == 0`, askNd);
  yield flow('lr_in_arp_request', 0, '1', 'output;');
}

const unknown = ({ registers }: RuleContext): string =>
  `eth.dst == 00:00:00:00:00:00 && ${registers.REGBIT_NEXTHOP_IS_IPV4}`;

/** The multicast addresses of next hops of static routes are known before. */
function* routeSolicitations({ nb }: Router, context: RuleContext): Iterable<Flow> {
  for (const row of nb.static_routes) {
    const { nexthop } = row;
    const address = parsePrefix(nexthop);
    if (address?.family !== 6 || !isHost(address)) continue;
    const group = solicitedNode(address);
    const match = `${unknown(context)} == 0 && ${context.registers.REG_NEXT_HOP_IPV6} == ${nexthop}`;
    const solicitation = `eth.dst = ${multicastMac(address.value)}; ip6.dst = ${group}; nd.target = ${nexthop}; output;`;
    const hint = madeFor('Logical_Router_Static_Route', row);
    yield flow('lr_in_arp_request', 200, match, `nd_ns { ${solicitation} }; output;`, hint);
  }
}

/** The Ethernet address of the solicited-node multicast address (RFC 2464 section 7). */
function multicastMac(ip: bigint): string {
  const low = Number(BigInt.asUintN(24, ip));
  return printMac(0x3333_ff00_0000 + low);
}
