/**
 * ls_in_check_port_sec, ls_in_apply_port_sec: ARP requests from physical networks are accepted only on the chassis of the
 * gateway ports, and of ports with distributed NAT.
 */
import { isGatewayRouter, type RouterPort, type Switch } from '../../../model/datapath.ts';
import { acceptsEverywhere } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_arp_chassis_resident`. */
export function* externalArp(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { REGBIT_EXT_ARP } = context.registers;
  const physical = ls.ports.filter(({ nb }) => nb.type === 'localnet' || nb.type === 'l2gateway');
  const gateways = ls.routerPorts.flatMap(({ peer }) => gatewayOf(peer!, context));
  if (physical.length === 0 || gateways.length === 0) return;
  const isExternal = `${REGBIT_EXT_ARP} == 1`;
  for (const { quoted } of physical) {
    yield flow('ls_in_check_port_sec', 75, `arp.op == 1 && inport == ${quoted}`, `${REGBIT_EXT_ARP} = 1; next;`);
  }
  for (const residence of gateways) yield flow('ls_in_apply_port_sec', 75, `${isExternal}${residence}`, 'next;');
  for (const { ip, port } of distributedNats(ls, context)) {
    const resident = `is_chassis_resident("${port}")`;
    yield flow('ls_in_apply_port_sec', 85, `${isExternal} && arp.tpa == ${ip} && ${resident}`, 'next;');
  }
  yield flow('ls_in_apply_port_sec', 70, isExternal, 'drop;');
}

/** Matches on the chassis of the router port, if it is not on all chassis. */
function gatewayOf({ chassisRedirect, quoted, datapath }: RouterPort, { has }: RuleContext): string[] {
  const gateway = chassisRedirect?.quoted ?? (isGatewayRouter(datapath) ? quoted : undefined);
  if (gateway === undefined) return [];
  return [acceptsEverywhere(datapath, has) ? '' : ` && is_chassis_resident(${gateway})`];
}

/** The distributed NAT of the switch's routers, for IPv4. */
const distributedNats = ({ routerPorts }: Switch, { natsOf }: RuleContext) =>
  [...new Set(routerPorts.map(({ peer }) => peer!.datapath))]
    .map(router => natsOf(router).rules)
    .filter(rules => rules.some(({ gateway }) => gateway?.peer?.kind === 'switch-port'))
    .flatMap(rules => rules.filter(({ family }) => family === 4))
    .flatMap(({ external, distributed }) =>
      distributed ? [{ ip: external.text, port: distributed.logicalPort }] : [],
    );
