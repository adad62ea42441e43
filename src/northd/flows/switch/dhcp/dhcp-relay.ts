/** ls_in_l2_lkup: send DHCP requests to the router port that relays them. */

import type { SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_dhcp_relay_flows`. */
export function* dhcpRelay(port: SwitchPort, { switchPorts }: RuleContext): Iterable<Flow> {
  const { nb, quoted, datapath, addresses } = port;
  const relay = switchPorts.get(datapath.nb.other_config.get('dhcp_relay_port') ?? '');
  if (nb.type !== '' || !datapath.routerPorts.length || !relay?.peer?.nb.dhcp_relay?.servers || !addresses[0]) return;
  const discover = 'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';
  const match = `inport == ${quoted} && eth.src == ${addresses[0].mac} && ${discover}`;
  const actions = `eth.dst = ${relay.peer.addresses.mac}; outport = ${relay.quoted}; next; /* DHCP_RELAY_REQ */`;
  yield flow('ls_in_l2_lkup', 100, match, actions, port.madeFor);
}
