/**
 * lr_in_ip_input, lr_in_dhcp_relay_req, lr_in_dhcp_relay_resp_chk, lr_in_dhcp_relay_resp: a router relays DHCP between the guests
 * of a switch and a server.
 */
import { parseHostPort } from '../../../../base/address-forms/host-port.ts';
import { printAddress } from '../../../../base/ip.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

const CLIENT = 'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255';
const REQUEST = '/* DHCP_RELAY_REQ */';
const RESPONSE = '/* DHCP_RELAY_RESP */';

/** `build_dhcp_relay_flows_for_lrouter_port`. */
export function* routerDhcpRelay(port: RouterPort, { has, registers: R, stage }: RuleContext): Iterable<Flow> {
  const [own] = port.addresses.ipv4;
  const server = relayServer(port);
  const requestStage = stage('lr_in_dhcp_relay_req');
  const checkStage = stage('lr_in_dhcp_relay_resp_chk');
  const responseStage = stage('lr_in_dhcp_relay_resp');
  if (!own || server === undefined || !requestStage || !checkStage || !responseStage) return;
  const ip = own.text;
  const { quoted, madeFor } = port;
  const requestChecked = R.REGBIT_DHCP_RELAY_REQ_CHK;
  const responseChecked = R.REGBIT_DHCP_RELAY_RESP_CHK;
  const client = R.REG_DHCP_RELAY_DIP_IPV4;
  const fromClient = `inport == ${quoted} && ${CLIENT}`;
  const fromServer = `ip4.src == ${server} && ip4.dst == ${ip}`;
  const request = `${fromClient} && udp.src == 68 && udp.dst == 67 && ${requestChecked}`;
  const response = `ip4.src == ${server} && ${client} == ${ip} && udp.src == 67 && udp.dst == 67 && ${responseChecked}`;
  const meter = has('relayedDhcpMetered') ? 'dhcpv4-relay' : undefined;
  const arrives = `${fromClient} && ip.frag == 0 && udp.src == 68 && udp.dst == 67`;
  const checkRequest = `${requestChecked} = dhcp_relay_req_chk(${ip}, ${server});next; ${REQUEST}`;
  yield metered(meter, flow('lr_in_ip_input', 110, arrives, checkRequest, madeFor));
  yield flow(
    'lr_in_ip_input',
    110,
    `${fromServer} && ip.frag == 0 && udp.src == 67 && udp.dst == 67`,
    `next; ${RESPONSE}`,
    madeFor,
  );
  const toServer = `ip4.src = ${ip}; ip4.dst = ${server}; udp.src = 67; next; ${REQUEST}`;
  yield flow(requestStage, 100, request, toServer, madeFor);
  yield flow(requestStage, 1, `${request} == 0`, `drop; ${REQUEST}`, madeFor);
  const check = `${client} = ip4.dst; ${responseChecked} = dhcp_relay_resp_chk(${ip}, ${server}); next; ${RESPONSE}`;
  yield metered(meter, flow(checkStage, 100, `${fromServer} && udp.src == 67 && udp.dst == 67`, check, madeFor));
  const toClient = `ip4.src = ${ip}; udp.dst = 68; outport = ${quoted}; output; ${RESPONSE}`;
  yield flow(responseStage, 100, response, toClient, madeFor);
  yield flow(responseStage, 1, `${response} == 0`, `drop; ${RESPONSE}`, madeFor);
}

/** The address of the server, if the switch of the port relays. Its port is always 67. */
function relayServer({ nb, peer }: RouterPort): string | undefined {
  if (peer?.kind !== 'switch-port' || !peer.datapath.nb.other_config.has('dhcp_relay_port')) return undefined;
  const server = parseHostPort(nb.dhcp_relay?.servers ?? '');
  return server && printAddress(server.address);
}
