/**
 * ls_in_check_port_sec, ls_in_apply_port_sec, ls_out_check_port_sec, ls_out_apply_port_sec: which frames a switch
 * takes in and lets out. The addresses of port security themselves are looked up by ovn-controller.
 */
import type { Context, Rule } from '../context.ts';
import { type Flow, flow } from '../flow.ts';
import { isEnabled, isGatewayRouter, type Switch, type SwitchPort } from '../model/datapath.ts';
import { isTrue } from '../model/option-values.ts';

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
export const portSecurity: Rule<SwitchPort> = function* (port, context) {
  const { REGBIT_PORT_SEC_DROP, REGBIT_FROM_RAMP } = context.registers;
  const inport = `inport == ${port.quoted}`;
  if (port.nb.type === 'external') return;
  if (port.nb.type === 'router' || !isEnabled(port)) {
    for (const { quoted } of [port, port.chassisRedirect ?? port]) yield* markOrigin(port, quoted, context);
  } else if (port.nb.type === 'vtep') {
    const skip = `next(pipeline=ingress, table=${context.tableOf('ls_in_hairpin')});`;
    yield flow('ls_in_check_port_sec', 70, inport, `${setQueue(port)}${REGBIT_FROM_RAMP} = 1; ${skip}`, port.nb);
  } else if (port.queueId !== undefined) {
    const check = `${REGBIT_PORT_SEC_DROP} = check_in_port_sec(); next;`;
    yield flow('ls_in_check_port_sec', 70, inport, `${setQueue(port)}${check}`, port.nb);
    yield* queuedOutput(port, context);
  }
};

/** Packets of a disabled port are to be dropped, those of a router port known as such. */
function* markOrigin(port: SwitchPort, quoted: string, { registers, options }: Context): Generator<Flow> {
  const { REGBIT_PORT_SEC_DROP, REGBIT_FROM_ROUTER_PORT } = registers;
  if (isEnabled(port)) {
    yield flow('ls_in_check_port_sec', 70, `inport == ${quoted}`, `${REGBIT_FROM_ROUTER_PORT} = 1; next;`, port.nb);
  } else {
    yield flow('ls_in_check_port_sec', 100, `inport == ${quoted}`, `${REGBIT_PORT_SEC_DROP} = 1; next;`, port.nb);
    yield flow('ls_in_l2_unknown', 50, `outport == ${quoted}`, options.drop, port.nb);
  }
}

const setQueue = ({ queueId }: SwitchPort): string => (queueId === undefined ? '' : `set_queue(${queueId}); `);

const queuedOutput: Rule<SwitchPort> = function* (port) {
  const actions = `${setQueue(port)}output;`;
  const [localnet] = port.datapath.localnetPorts;
  if (port.nb.type === 'localnet') {
    yield flow('ls_out_apply_port_sec', 100, `outport == ${port.quoted}`, actions, port.nb);
  } else if (localnet) {
    const match = `outport == ${localnet.quoted} && inport == ${port.quoted}`;
    yield flow('ls_out_apply_port_sec', 110, match, actions, localnet.nb);
  }
};

/** `build_lswitch_icmp_packet_toobig_admin_flows`: ICMP errors that another chassis made on behalf of a port. */
export const packetTooBig: Rule<SwitchPort> = function* ({ nb, quoted, addresses, peer }, { tableOf }) {
  if (nb.type !== 'router') {
    for (const { mac } of addresses) {
      const back = `eth.src == ${mac} && outport == ${quoted} && !is_chassis_resident(${quoted})`;
      const match = `${PACKET_TOO_BIG} && ${back} && flags.tunnel_rx == 1`;
      yield flow('ls_in_check_port_sec', 110, match, 'outport <-> inport; next;');
    }
  } else if (peer && isGatewayRouter(peer.datapath)) {
    const match = `eth.src == ${peer.nb.mac} && outport == ${quoted} && flags.tunnel_rx == 1`;
    yield flow('ls_in_check_port_sec', 120, `${PACKET_TOO_BIG} && ${match}`, 'outport <-> inport; next;');
  } else if (peer) {
    const match = `eth.dst == ${peer.nb.mac} && flags.tunnel_rx == 1`;
    const actions = `outport <-> inport; next(pipeline=ingress,table=${tableOf('ls_in_l2_lkup')});`;
    yield flow('ls_in_check_port_sec', 120, `${PACKET_TOO_BIG} && ${match}`, actions);
  }
};
