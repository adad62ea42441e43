/**
 * ls_in_check_port_sec, ls_in_apply_port_sec, ls_out_check_port_sec, ls_out_apply_port_sec: which frames a switch
 * takes in and lets out. The addresses of port security themselves are looked up by ovn-controller.
 */

import { isEnabled, isGatewayRouter, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import { isTrue } from '../../../model/option-values.ts';
import type { Context, Rule } from '../../context.ts';
import { type Flow, flow } from '../../flow.ts';

const PACKET_TOO_BIG = '((ip4 && icmp4.type == 3 && icmp4.code == 4) || (ip6 && icmp6.type == 2 && icmp6.code == 0))';

export const isVlanTransparent = ({ nb }: Switch): boolean => isTrue(nb.other_config, 'vlan-passthru');

/** `build_lswitch_lflows_admission_control`. */
export const admissionControl: Rule<Switch> = function* (ls, { registers, options }) {
  const { REGBIT_PORT_SEC_DROP } = registers;
  yield flow('ls_in_check_port_sec', 105, `${PACKET_TOO_BIG} && flags.tunnel_rx == 1`, options.drop);
  if (!isVlanTransparent(ls)) yield flow('ls_in_check_port_sec', 100, 'vlan.present', options.drop);
  yield flow('ls_in_check_port_sec', 100, 'eth.src[40]', options.drop);
  yield flow('ls_in_check_port_sec', 50, '1', `${REGBIT_PORT_SEC_DROP} = check_in_port_sec(); next;`);
  yield flow('ls_in_apply_port_sec', 50, `${REGBIT_PORT_SEC_DROP} == 1`, options.drop);
  yield flow('ls_in_apply_port_sec', 0, '1', 'next;');
};

/** `build_lswitch_output_port_sec_od`. */
export const outputPortSecurity: Rule<Switch> = (_, { registers: { REGBIT_PORT_SEC_DROP }, options }) => [
  flow('ls_out_check_port_sec', 100, 'eth.mcast', `${REGBIT_PORT_SEC_DROP} = 0; next;`),
  flow('ls_out_check_port_sec', 0, '1', `${REGBIT_PORT_SEC_DROP} = check_out_port_sec(); next;`),
  flow('ls_out_apply_port_sec', 50, `${REGBIT_PORT_SEC_DROP} == 1`, options.drop),
  flow('ls_out_apply_port_sec', 0, '1', 'output;'),
];

/** `build_lswitch_port_sec_op`: the ports for which the switch's own flows do not do. */
export const portSecurity: Rule<SwitchPort> = (port, context) => {
  const { nb, chassisRedirect, queueId } = port;
  if (nb.type === 'external') return [];
  if (nb.type === 'router' || !isEnabled(port)) {
    return [port, chassisRedirect ?? port].flatMap(({ quoted }) => markOrigin(port, quoted, context));
  }
  if (nb.type === 'vtep') return [skipOthers(port, context)];
  return queueId === undefined ? [] : [queuedInput(port, context), ...queuedOutput(port)];
};

/** Packets of a disabled port are to be dropped, those of a router port known as such. */
function markOrigin(port: SwitchPort, quoted: string, { registers, options }: Context): Flow[] {
  const { REGBIT_PORT_SEC_DROP, REGBIT_FROM_ROUTER_PORT } = registers;
  const inport = `inport == ${quoted}`;
  if (isEnabled(port)) {
    return [flow('ls_in_check_port_sec', 70, inport, `${REGBIT_FROM_ROUTER_PORT} = 1; next;`, port.nb)];
  }
  return [
    flow('ls_in_check_port_sec', 100, inport, `${REGBIT_PORT_SEC_DROP} = 1; next;`, port.nb),
    flow('ls_in_l2_unknown', 50, `outport == ${quoted}`, options.drop, port.nb),
  ];
}

/** What comes from a VTEP has been through its own switch. */
function skipOthers(port: SwitchPort, { registers: { REGBIT_FROM_RAMP }, tableOf }: Context): Flow {
  const actions = `${setQueue(port)}${REGBIT_FROM_RAMP} = 1; next(pipeline=ingress, table=${tableOf('ls_in_hairpin')});`;
  return flow('ls_in_check_port_sec', 70, `inport == ${port.quoted}`, actions, port.nb);
}

const setQueue = ({ queueId }: SwitchPort): string => (queueId === undefined ? '' : `set_queue(${queueId}); `);

function queuedInput(port: SwitchPort, { registers: { REGBIT_PORT_SEC_DROP } }: Context): Flow {
  const actions = `${setQueue(port)}${REGBIT_PORT_SEC_DROP} = check_in_port_sec(); next;`;
  return flow('ls_in_check_port_sec', 70, `inport == ${port.quoted}`, actions, port.nb);
}

function queuedOutput(port: SwitchPort): Flow[] {
  const actions = `${setQueue(port)}output;`;
  const [localnet] = port.datapath.localnetPorts;
  if (port.nb.type === 'localnet') {
    return [flow('ls_out_apply_port_sec', 100, `outport == ${port.quoted}`, actions, port.nb)];
  }
  if (!localnet) return [];
  const match = `outport == ${localnet.quoted} && inport == ${port.quoted}`;
  return [flow('ls_out_apply_port_sec', 110, match, actions, localnet.nb)];
}

/** `build_lswitch_icmp_packet_toobig_admin_flows`: ICMP errors that another chassis made on behalf of a port. */
export const packetTooBig: Rule<SwitchPort> = ({ nb, quoted, addresses, peer }, { tableOf }) => {
  const received = (priority: number, match: string, actions: string) =>
    flow('ls_in_check_port_sec', priority, `${PACKET_TOO_BIG} && ${match} && flags.tunnel_rx == 1`, actions);
  if (nb.type !== 'router') {
    const residence = `outport == ${quoted} && !is_chassis_resident(${quoted})`;
    return addresses.map(({ mac }) => received(110, `eth.src == ${mac} && ${residence}`, 'outport <-> inport; next;'));
  }
  if (!peer) return [];
  if (isGatewayRouter(peer.datapath)) {
    return [received(120, `eth.src == ${peer.nb.mac} && outport == ${quoted}`, 'outport <-> inport; next;')];
  }
  const actions = `outport <-> inport; next(pipeline=ingress,table=${tableOf('ls_in_l2_lkup')});`;
  return [received(120, `eth.dst == ${peer.nb.mac}`, actions)];
};
