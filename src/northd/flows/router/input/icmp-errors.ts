/** lr_in_ip_input: ICMP errors about packets whose TTL ends, and about packets to a router's own addresses. */
import type { Family } from '../../../../base/ip.ts';
import { isLinkLocal, networkText, type PortIp } from '../../../model/addresses.ts';
import { isGatewayRouter, type RouterPort } from '../../../model/datapath.ts';
import { type ControlMeter, type Flow, flow, ICMP_ERROR_METERS, metered } from '../../shared/flow.ts';

/** The answer to packets of each protocol; `ip` is for all protocols. */
const ANSWERS = {
  4: {
    udp: ['icmp4-error', 'icmp4', 'ip.ttl = 255; icmp4.type = 3; icmp4.code = 3; '],
    tcp: ['tcp-reset', 'tcp_reset', ''],
    sctp: ['tcp-reset', 'sctp_abort', ''],
    ip: ['icmp4-error', 'icmp4', 'ip.ttl = 255; icmp4.type = 3; icmp4.code = 2; '],
  },
  6: {
    udp: ['icmp6-error', 'icmp6', 'ip.ttl = 255; icmp6.type = 1; icmp6.code = 4; '],
    tcp: ['tcp-reset', 'tcp_reset', ''],
    sctp: ['tcp-reset', 'sctp_abort', ''],
    ip: ['icmp6-error', 'icmp6', 'ip.ttl = 255; icmp6.type = 1; icmp6.code = 3; '],
  },
} as const satisfies Readonly<
  Record<Family, Readonly<Record<string, readonly [meter: ControlMeter, action: string, fields: string]>>>
>;

/** A router without a gateway offers no service, and needs its addresses for no NAT. */
export function* portUnreachable(port: RouterPort): Iterable<Flow> {
  const { addresses, datapath, madeFor } = port;
  if (isGatewayRouter(datapath) || datapath.gatewayPorts.length > 0) return;
  for (const { text, family } of [...addresses.ipv4, ...addresses.ipv6]) {
    const toPort = `ip${family} && ip${family}.dst == ${text} && !ip.later_frag`;
    const back = `eth.dst <-> eth.src; ip${family}.dst <-> ip${family}.src; `;
    for (const [protocol, [meter, action, fields]] of Object.entries(ANSWERS[family])) {
      const [priority, match] = protocol === 'ip' ? [70, toPort] : [80, `${toPort} && ${protocol}`];
      yield metered(meter, flow('lr_in_ip_input', priority, match, `${action} {${back}${fields}next; };`, madeFor));
    }
  }
}

const TIME_EXCEEDED: Readonly<Record<Family, string>> = {
  4: 'icmp4.type = 11; /* Time exceeded */ icmp4.code = 0; /* TTL exceeded in transit */',
  6: 'icmp6.type = 3; /* Time exceeded */ icmp6.code = 0; /* TTL exceeded in transit */',
};

/** Flows for several IPv4 addresses differ in their actions only. */
export function* timeExceeded(port: RouterPort): Iterable<Flow> {
  const { ipv4, ipv6 } = port.addresses;
  for (const ip of ipv4) yield expired(port, ip, 31, '', `${turnAround(port, ip)} `);
  for (const ip of ipv6.filter(found => !isLinkLocal(found))) yield expiredFrom(port, ip);
}

/** The address in the network of the sender answers, otherwise the first address of the port. */
export function* timeExceededBySource(port: RouterPort): Iterable<Flow> {
  const { ipv4, ipv6 } = port.addresses;
  // The last address is the link-local one.
  for (const ip of [...ipv4, ...ipv6.slice(0, -1)]) yield expiredFrom(port, ip);
  for (const ip of [...ipv4.slice(0, 1), ...ipv6.slice(0, 1)]) yield expired(port, ip, 30, '', answerFrom(ip));
}

const expiredFrom = (port: RouterPort, ip: PortIp): Flow =>
  expired(port, ip, 31, `ip${ip.family}.src == ${networkText(ip)} && `, `${turnAround(port, ip)} `);

/** `source` limits the match; `addressed` are the actions that set the addresses. */
function expired(port: RouterPort, { family }: PortIp, priority: number, source: string, addressed: string): Flow {
  const match = `inport == ${port.quoted} && ip${family} && ${source}ip.ttl == {0, 1} && !ip.later_frag`;
  const [message, ttl] = [TIME_EXCEEDED[family], `${addressed}; ip.ttl = 254;`];
  const fields = family === 4 ? `${message} ${ttl}` : `${ttl} ${message}`;
  const send = `outport = ${port.quoted}; flags.loopback = 1; output;`;
  const actions = `icmp${family} {eth.dst <-> eth.src; ${fields} ${send} };`;
  return metered(ICMP_ERROR_METERS[family], flow('lr_in_ip_input', priority, match, actions, port.madeFor));
}

const turnAround = ({ chassisRedirect }: RouterPort, ip: PortIp): string =>
  chassisRedirect ? `ip${ip.family}.dst <-> ip${ip.family}.src` : answerFrom(ip);

const answerFrom = ({ family, text }: PortIp): string => `ip${family}.dst = ip${family}.src; ip${family}.src = ${text}`;
