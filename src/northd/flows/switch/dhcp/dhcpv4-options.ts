/**
 * The DHCPv4 part of ls_in_dhcp_options and ls_in_dhcp_response (`build_dhcpv4_options_flows`, `build_dhcpv4_action`).
 */
import { warning } from '../../../../base/diagnostic.ts';
import { growsBeyond } from '../../../../base/hash-table.ts';
import { fits, printAddress } from '../../../../base/ip.ts';
import type { Options } from '../../../../ovn/schema/option-values.ts';
import type { PortAddresses, PortIp } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { allowReply, type DhcpPort, type DhcpServer, networkOf, residence, sortedArguments } from './dhcp-client.ts';

const UDP = 'udp.src == 68 && udp.dst == 67';

export function dhcpv4(client: DhcpPort, { mac, ipv4 }: PortAddresses, context: RuleContext): Flow[] {
  const { port, inport } = client;
  const nb = port.nb.dhcpv4_options;
  const network = nb && networkOf(nb);
  const offer = network && ipv4.find(ip => fits(network, ip));
  const server = offer && serverOf(port, nb.options, context);
  if (!server) return [];
  const { REGBIT_DHCP_OPTS_RESULT } = context.registers;
  const netmask = printAddress({ family: 4, value: network.mask });
  const put = `${REGBIT_DHCP_OPTS_RESULT} = put_dhcp_opts(${argumentsOf(port, nb.options, offer, netmask)}); next;`;
  const from = `inport == ${inport} && eth.src == ${mac}`;
  const ips = `(ip4.src == {${offer.text}, 0.0.0.0} && ip4.dst == {${server.ip}, 255.255.255.255})`;
  const answered = `${from} && ip4 && ${UDP} && ${REGBIT_DHCP_OPTS_RESULT}${residence(client)}`;
  const fromServer = `eth.src == ${server.mac} && ip4.src == ${server.ip} && udp && udp.src == 67 && udp.dst == 68`;
  const hint = madeFor('DHCP_Options', nb);
  return [
    metered(
      'dhcpv4-opts',
      flow('ls_in_dhcp_options', 100, `${from} && ${ips} && ${UDP}${residence(client)}`, put, hint),
    ),
    flow('ls_in_dhcp_response', 100, answered, reply(server), hint),
    ...allowReply(client, fromServer, context, hint),
  ];
}

const reply = ({ mac, ip }: DhcpServer): string =>
  `eth.dst = eth.src; eth.src = ${mac}; ip4.src = ${ip}; udp.src = 67; udp.dst = 68; ` +
  'outport = inport; flags.loopback = 1; output;';

function serverOf({ name }: SwitchPort, options: Options, { report }: RuleContext): DhcpServer | undefined {
  const ip = options.get('server_id');
  const mac = options.get('server_mac');
  if (ip !== undefined && mac !== undefined && options.has('lease_time')) return { ip, mac };
  const message = `Logical_Switch_Port ${name}: DHCPv4 options need server_id, server_mac and lease_time; they are left out`;
  report(warning('dhcp-options', message));
  return undefined;
}

/**
 * The port's `hostname` overrides that of the options. A redundant `netmask` option comes after the netmask of the network.
 * It comes before it if the hostname makes OVN's table of options grow, because growing reverses the order.
 */
function argumentsOf({ nb }: SwitchPort, options: Options, offer: PortIp, netmask: string): string {
  const hostname = nb.options.get('hostname');
  const own = new Map(hostname === undefined ? options : [...options, ['hostname', hostname]]);
  const isTurned = own.size > options.size && growsBeyond(options.size);
  const computed = ['netmask', netmask] as const;
  const pairs = (isTurned ? [...own, computed] : [computed, ...own]).filter(([key]) => key !== 'server_mac');
  return [`offerip = ${offer.text}`, ...sortedArguments(pairs)].join(', ');
}
