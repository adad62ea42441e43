/**
 * ls_in_dhcp_options, ls_in_dhcp_response, and the flows for the reply in ls_out_acl_eval: ovn-controller answers DHCP
 * requests of ports with DHCP options, if one of the port's addresses is in the options' network.
 */

import { isEnabled, type SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import type { Flow } from '../../shared/flow.ts';
import type { DhcpPort } from './dhcp-client.ts';
import { dhcpv4 } from './dhcpv4-options.ts';
import { dhcpv6 } from './dhcpv6-options.ts';

/** `build_lswitch_dhcp_options_and_response`. */
export function* dhcpOptions(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { nb, datapath, addresses } = port;
  const isRelayed = context.has('relaysDhcp') && datapath.nb.other_config.has('dhcp_relay_port');
  if (!isEnabled(port) || nb.type === 'router' || isRelayed) return;
  const isExternal = nb.type === 'external';
  if (isExternal && !nb.ha_chassis_group) return;
  const localnets = datapath.localnetPorts;
  const isRewritten = context.has('externalInports') && localnets.length > 0;
  for (const inport of isExternal && !isRewritten ? localnets : [port]) {
    const client: DhcpPort = { port, inport: inport.quoted, isExternal };
    for (const own of addresses) yield* dhcpv4(client, own, context);
    for (const own of addresses) yield* dhcpv6(client, own, context);
  }
}
