/**
 * The DHCPv6 part of ls_in_dhcp_options and ls_in_dhcp_response (`build_dhcpv6_options_flows`, `build_dhcpv6_action`).
 */

import { parseScannedMac } from '../../../../base/address-forms/scanned-mac.ts';
import { warning } from '../../../../base/diagnostic.ts';
import { fits } from '../../../../base/ip.ts';
import { isTrue, type Options } from '../../../../ovn/schema/option-values.ts';
import { linkLocalNetwork, type PortAddresses, type PortIp } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { allowReply, type DhcpPort, type DhcpServer, networkOf, residence, sortedArguments } from './dhcp-client.ts';

const TO_SERVERS = 'ip6.dst == ff02::1:2 && udp.src == 546 && udp.dst == 547';

export function dhcpv6(client: DhcpPort, { mac, ipv6 }: PortAddresses, context: RuleContext): Flow[] {
  const { port, inport } = client;
  const nb = port.nb.dhcpv6_options;
  const network = nb && networkOf(nb);
  const offer = network && ipv6.find(ip => fits(network, ip));
  const server = offer && serverOf(port, nb.options, context);
  if (!server) return [];
  const { REGBIT_DHCP_OPTS_RESULT } = context.registers;
  const put = `${REGBIT_DHCP_OPTS_RESULT} = put_dhcpv6_opts(${argumentsOf(nb.options, offer)}); next;`;
  const multicast = context.has('dhcpv6ToMulticast') ? 'ip6.mcast && ' : '';
  const request = `inport == ${inport} && eth.src == ${mac} && ${multicast}${TO_SERVERS}${residence(client)}`;
  const fromServer = `eth.src == ${server.mac} && ip6.src == ${server.ip} && udp && udp.src == 547 && udp.dst == 546`;
  const hint = madeFor('DHCP_Options', nb);
  return [
    metered('dhcpv6-opts', flow('ls_in_dhcp_options', 100, request, put, hint)),
    flow('ls_in_dhcp_response', 100, `${request} && ${REGBIT_DHCP_OPTS_RESULT}`, reply(server), hint),
    ...allowReply(client, fromServer, context, hint),
  ];
}

const reply = ({ mac, ip }: DhcpServer): string =>
  `eth.dst = eth.src; eth.src = ${mac}; ip6.dst = ip6.src; ip6.src = ${ip}; udp.src = 547; udp.dst = 546; ` +
  'outport = inport; flags.loopback = 1; output;';

/** The server's id is its MAC, and its address is the link-local address of that MAC. */
function serverOf({ name }: SwitchPort, options: Options, { report }: RuleContext): DhcpServer | undefined {
  const id = options.get('server_id');
  const mac = parseScannedMac(id ?? '');
  if (id && mac !== undefined) return { mac: id, ip: linkLocalNetwork(mac).text };
  const message = `Logical_Switch_Port ${name}: DHCPv6 options need a MAC address as server_id; they are left out`;
  report(warning('dhcp-options', message));
  return undefined;
}

function argumentsOf(options: Options, offer: PortIp): string {
  const address = isTrue(options, 'dhcpv6_stateless') ? [] : [`ia_addr = ${offer.text}`];
  const pairs = [...options].filter(([key]) => key !== 'dhcpv6_stateless');
  return [...address, ...sortedArguments(pairs)].join(', ');
}
