/** lr_in_admission: which frames a router accepts. The MAC of the port that received a frame goes to a register. */
import { type ChassisRedirect, isEnabled, type Router, type RouterPort } from '../../../model/datapath.ts';
import { acceptsEverywhere, andResident, residentAt } from '../../../model/gateways.ts';
import { leadsToVtep } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { PACKET_TOO_BIG } from '../../shared/packet-too-big.ts';
import { checkLength } from './gateway-mtu.ts';

/** `build_adm_ctrl_flows_for_lrouter`. */
export function* routerAdmission(_: Router, { options }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_admission', 110, `${PACKET_TOO_BIG} && flags.tunnel_rx == 1`, options.drop);
  yield flow('lr_in_admission', 100, 'vlan.present || eth.src[40]', options.drop);
  yield flow('lr_in_admission', 0, '1', options.drop);
}

/** `build_adm_ctrl_flows_for_lrouter_port`. */
export function* portAdmission(port: RouterPort, context: RuleContext): Iterable<Flow> {
  if (!isEnabled(port)) return;
  const stage = 'lr_in_admission';
  const actions = `${context.registers.REG_INPORT_ETH_ADDR} = ${port.addresses.mac}; next;`;
  const own = `eth.dst == ${ownMacs(port)} && inport == ${port.quoted}`;
  const match = own + andResident(centralizedAt(port, context));
  const multicast = `eth.mcast && inport == ${port.quoted}`;
  if (context.has('multicastPassesMtuCheck')) yield flow(stage, 50, multicast, actions, port.madeFor);
  else yield* checkLength(port, { stage, match: multicast, actions }, context);
  yield* checkLength(port, { stage, match, actions }, context);
}

function ownMacs({ addresses, peer }: RouterPort): string {
  const proxy = peer?.kind === 'switch-port' ? peer.proxyArp?.mac : undefined;
  return proxy ? `{ ${proxy}, ${addresses.mac} }` : addresses.mac;
}

/** `consider_l3dgw_port_is_centralized`: the gateway port on whose chassis alone packets are received. */
const centralizedAt = (port: RouterPort, { has }: RuleContext): ChassisRedirect | undefined =>
  leadsToVtep(port) || acceptsEverywhere(port.datapath, has) ? undefined : port.chassisRedirect;

/** `build_lrouter_icmp_packet_toobig_admin_flows`: ICMP errors that another chassis sent. */
export function* routerPacketTooBig({ nb, quoted, chassisRedirect }: RouterPort): Iterable<Flow> {
  if (!chassisRedirect) return;
  const elsewhere = `eth.dst == ${nb.mac} && !${residentAt(chassisRedirect)}`;
  const actions = `outport <-> inport; inport = ${quoted}; next;`;
  yield flow('lr_in_admission', 120, `${PACKET_TOO_BIG} && ${elsewhere} && flags.tunnel_rx == 1`, actions);
}
