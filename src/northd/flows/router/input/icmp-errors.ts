/** lr_in_ip_input: ICMP errors about packets whose TTL ends, and about packets to a router's own addresses. */
import type { Family } from '../../../../base/ip.ts';
import { isLinkLocal, networkText, type PortIp } from '../../../model/addresses.ts';
import { isGatewayRouter, type RouterPort } from '../../../model/datapath.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** The answer to packets of each protocol; `ip` is for all protocols. */
const ANSWERS = {
  4: {
    udp: ['icmp4', 'ip.ttl = 255; icmp4.type = 3; icmp4.code = 3; '],
    tcp: ['tcp_reset', ''],
    sctp: ['sctp_abort', ''],
    ip: ['icmp4', 'ip.ttl = 255; icmp4.type = 3; icmp4.code = 2; '],
  },
  6: {
    udp: ['icmp6', 'ip.ttl = 255; icmp6.type = 1; icmp6.code = 4; '],
    tcp: ['tcp_reset', ''],
    sctp: ['sctp_abort', ''],
    ip: ['icmp6', 'ip.ttl = 255; icmp6.type = 1; icmp6.code = 3; '],
  },
} as const satisfies Readonly<Record<Family, Readonly<Record<string, readonly [action: string, fields: string]>>>>;

/** A router without a gateway offers no service, and needs its addresses for no NAT. */
export function* portUnreachable(port: RouterPort): Iterable<Flow> {
  const { addresses, datapath, madeFor } = port;
  if (isGatewayRouter(datapath) || datapath.gatewayPorts.length > 0) return;
  for (const { text, family } of [...addresses.ipv4, ...addresses.ipv6]) {
    const toPort = `ip${family} && ip${family}.dst == ${text} && !ip.later_frag`;
    const back = `eth.dst <-> eth.src; ip${family}.dst <-> ip${family}.src; `;
    for (const [protocol, [action, fields]] of Object.entries(ANSWERS[family])) {
      const [priority, match] = protocol === 'ip' ? [70, toPort] : [80, `${toPort} && ${protocol}`];
      yield flow('lr_in_ip_input', priority, match, `${action} {${back}${fields}next; };`, madeFor);
    }
  }
}

/** Flows for several IPv4 addresses differ in their actions only. */
export function* timeExceeded(port: RouterPort): Iterable<Flow> {
  const { addresses, quoted, madeFor } = port;
  const expired = 'ip.ttl == {0, 1} && !ip.later_frag';
  const sendBack = `outport = ${quoted}; flags.loopback = 1; output; };`;
  for (const ip of addresses.ipv4) {
    const message = 'icmp4.type = 11; /* Time exceeded */ icmp4.code = 0; /* TTL exceeded in transit */';
    const actions = `icmp4 {eth.dst <-> eth.src; ${message} ${turnAround(port, ip)} ; ip.ttl = 254; ${sendBack}`;
    yield flow('lr_in_ip_input', 31, `inport == ${quoted} && ip4 && ${expired}`, actions, madeFor);
  }
  for (const ip of addresses.ipv6.filter(found => !isLinkLocal(found))) {
    const message = 'icmp6.type = 3; /* Time exceeded */ icmp6.code = 0; /* TTL exceeded in transit */';
    const actions = `icmp6 {eth.dst <-> eth.src; ${turnAround(port, ip)} ; ip.ttl = 254; ${message} ${sendBack}`;
    const match = `inport == ${quoted} && ip6 && ip6.src == ${networkText(ip)} && ${expired}`;
    yield flow('lr_in_ip_input', 31, match, actions, madeFor);
  }
}

const turnAround = ({ chassisRedirect }: RouterPort, { family, text }: PortIp): string =>
  chassisRedirect
    ? `ip${family}.dst <-> ip${family}.src`
    : `ip${family}.dst = ip${family}.src; ip${family}.src = ${text}`;
