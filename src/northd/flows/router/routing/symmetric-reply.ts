/**
 * lr_in_defrag, lr_in_ecmp_stateful, lr_in_ip_routing, lr_in_policy, lr_in_arp_resolve: connections that come in by a route with
 * `ecmp_symmetric_reply` are tracked. Their replies go back by the same port, to the same MAC.
 */
import { networkAddress, type Prefix, printAddress, printPrefix } from '../../../../base/ip.ts';
import { isHost } from '../../../model/addresses.ts';
import type { Route } from '../../../model/routing/parse-routes.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `add_ecmp_symmetric_reply_flows`. `outgoing` matches the packets that the route is for. */
export function* symmetricReply(route: Route, outgoing: string, { has, registers: R }: RuleContext): Iterable<Flow> {
  const { prefix, isOfSource, madeFor, sourceFamily } = route;
  const { port, ip } = route.wayOut!;
  const peers = `ip${prefix.family}.${isOfSource ? 'dst' : 'src'} == ${shortest(prefix)}`;
  const incoming = `inport == ${port.quoted} && ${peers}`;
  const repliesToOwn = has('symmetricReplyToOwnTraffic');
  const reply = `${repliesToOwn ? '' : 'ct.rpl && '}ct_mark.ecmp_reply_port == ${port.tunnelKey}`;
  const request = `${incoming}${repliesToOwn ? '' : ' && !ct.rpl'} && (ct.new || ct.est)`;
  const mark = `ct_label.ecmp_reply_eth = eth.src; ${repliesToOwn ? '' : ' '}ct_mark.ecmp_reply_port = ${port.tunnelKey};`;
  const source = `${sourceFamily === 4 ? R.REG_SRC_IPV4 : R.REG_SRC_IPV6} = ${ip};`;
  const back = `ip.ttl--; flags.loopback = 1; eth.src = ${port.addresses.mac}; ${source} outport = ${port.quoted}; next;`;
  const scratch = R.REG_ECMP_ETH_FULL;
  const toSender = `${scratch} = ct_label; eth.dst = ${R.REG_ECMP_ETH_FIELD};`;
  yield flow('lr_in_defrag', 100, incoming, 'ct_next;', madeFor);
  yield flow('lr_in_defrag', 100, outgoing, 'ct_next;', madeFor);
  yield flow('lr_in_ecmp_stateful', 100, request, `ct_commit { ${mark}}; next;`, madeFor);
  yield flow('lr_in_ip_routing', 10300, `${reply} && ${outgoing}`, back, madeFor);
  yield flow('lr_in_policy', 65535, reply, 'next;', madeFor);
  yield flow('lr_in_arp_resolve', 200, reply, `push(${scratch}); ${toSender} pop(${scratch}); next;`, madeFor);
}

/** Without a length if it is one address. */
function shortest(prefix: Prefix): string {
  const network = networkAddress(prefix);
  return isHost(network) ? printAddress(network) : printPrefix(network);
}
