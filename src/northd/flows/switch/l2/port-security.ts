/**
 * ls_in_check_port_sec, ls_in_apply_port_sec, ls_out_check_port_sec, ls_out_apply_port_sec: which frames a switch accepts
 * and delivers. ovn-controller checks the addresses of port security.
 */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { isEnabled, isGatewayRouter, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { PACKET_TOO_BIG } from '../../shared/packet-too-big.ts';

export const isVlanTransparent = ({ nb }: Switch): boolean => isTrue(nb.other_config, 'vlan-passthru');

/** `build_lswitch_lflows_admission_control`. */
export function* admissionControl(ls: Switch, { registers, options, has }: RuleContext): Iterable<Flow> {
  const { REGBIT_PORT_SEC_DROP } = registers;
  const priority = has('packetTooBigUntracked') ? 105 : 110;
  yield flow('ls_in_check_port_sec', priority, `${PACKET_TOO_BIG} && flags.tunnel_rx == 1`, options.drop);
  if (!isVlanTransparent(ls)) yield flow('ls_in_check_port_sec', 100, 'vlan.present', options.drop);
  yield flow('ls_in_check_port_sec', 100, 'eth.src[40]', options.drop);
  yield flow('ls_in_check_port_sec', 50, '1', `${REGBIT_PORT_SEC_DROP} = check_in_port_sec(); next;`);
  yield flow('ls_in_apply_port_sec', 50, `${REGBIT_PORT_SEC_DROP} == 1`, options.drop);
  yield flow('ls_in_apply_port_sec', 0, '1', 'next;');
}

/** `build_lswitch_output_port_sec_od`. */
export function* outputPortSecurity(_: Switch, { registers, options }: RuleContext): Iterable<Flow> {
  const { REGBIT_PORT_SEC_DROP } = registers;
  yield flow('ls_out_check_port_sec', 100, 'eth.mcast', `${REGBIT_PORT_SEC_DROP} = 0; next;`);
  yield flow('ls_out_check_port_sec', 0, '1', `${REGBIT_PORT_SEC_DROP} = check_out_port_sec(); next;`);
  yield flow('ls_out_apply_port_sec', 50, `${REGBIT_PORT_SEC_DROP} == 1`, options.drop);
  yield flow('ls_out_apply_port_sec', 0, '1', 'output;');
}

/** `build_lswitch_port_sec_op`: ports that need more than the switch's own flows. */
export function* portSecurity(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { nb, chassisRedirect, queueId } = port;
  if (nb.type === 'external') return;
  if (nb.type === 'router' || !isEnabled(port)) {
    for (const { quoted } of [port, chassisRedirect ?? port]) yield* markOrigin(port, quoted, context);
  } else if (nb.type === 'vtep') yield skipOthers(port, context);
  else if (queueId !== undefined) {
    yield queuedInput(port, context);
    yield* queuedOutput(port);
  }
}

/** Marks packets of a disabled port for dropping, and packets of a router port as such. */
function markOrigin(port: SwitchPort, quoted: string, { registers, options, has }: RuleContext): Flow[] {
  const { REGBIT_PORT_SEC_DROP, REGBIT_FROM_ROUTER_PORT } = registers;
  const inport = `inport == ${quoted}`;
  if (isEnabled(port)) {
    if (!has('proxyIgnoresRouters')) return [];
    return [flow('ls_in_check_port_sec', 70, inport, `${REGBIT_FROM_ROUTER_PORT} = 1; next;`, port.madeFor)];
  }
  return [
    flow('ls_in_check_port_sec', 100, inport, `${REGBIT_PORT_SEC_DROP} = 1; next;`, port.madeFor),
    flow('ls_in_l2_unknown', 50, `outport == ${quoted}`, options.drop, port.madeFor),
  ];
}

/** Packets from a VTEP gateway have passed its own switch already. */
function skipOthers(port: SwitchPort, { registers: { REGBIT_FROM_RAMP }, tableOf }: RuleContext): Flow {
  const actions = `${setQueue(port)}${REGBIT_FROM_RAMP} = 1; next(pipeline=ingress, table=${tableOf('ls_in_hairpin')});`;
  return flow('ls_in_check_port_sec', 70, `inport == ${port.quoted}`, actions, port.madeFor);
}

const setQueue = ({ queueId }: SwitchPort): string => (queueId === undefined ? '' : `set_queue(${queueId}); `);

function queuedInput(port: SwitchPort, { registers: { REGBIT_PORT_SEC_DROP } }: RuleContext): Flow {
  const actions = `${setQueue(port)}${REGBIT_PORT_SEC_DROP} = check_in_port_sec(); next;`;
  return flow('ls_in_check_port_sec', 70, `inport == ${port.quoted}`, actions, port.madeFor);
}

function queuedOutput(port: SwitchPort): Flow[] {
  const actions = `${setQueue(port)}output;`;
  const [localnet] = port.datapath.localnetPorts;
  if (port.nb.type === 'localnet') {
    return [flow('ls_out_apply_port_sec', 100, `outport == ${port.quoted}`, actions, port.madeFor)];
  }
  if (!localnet) return [];
  const match = `outport == ${localnet.quoted} && inport == ${port.quoted}`;
  return [flow('ls_out_apply_port_sec', 110, match, actions, localnet.madeFor)];
}

/** `build_lswitch_icmp_packet_toobig_admin_flows`: ICMP errors that another chassis sent for a port. */
export function* packetTooBig({ nb, quoted, addresses, peer }: SwitchPort, context: RuleContext): Iterable<Flow> {
  const goesBack = context.has('packetTooBigUntracked');
  const lookUp = `outport <-> inport; next(pipeline=ingress,table=${context.tableOf('ls_in_l2_lkup')});`;
  const received = (priority: number, match: string, actions: string) =>
    flow('ls_in_check_port_sec', priority, `${PACKET_TOO_BIG} && ${match} && flags.tunnel_rx == 1`, actions);
  if (nb.type !== 'router') {
    const residence = `outport == ${quoted} && !is_chassis_resident(${quoted})`;
    for (const { mac } of goesBack ? addresses : []) {
      yield received(110, `eth.src == ${mac} && ${residence}`, 'outport <-> inport; next;');
    }
  } else if (peer && isGatewayRouter(peer.datapath)) {
    const actions = goesBack ? 'outport <-> inport; next;' : lookUp;
    yield received(120, `eth.src == ${peer.nb.mac} && outport == ${quoted}`, actions);
  } else if (peer) yield received(120, `eth.dst == ${peer.nb.mac}`, lookUp);
}
