/** What releases do differently where routers receive packets, learn neighbors and answer with ICMP errors. */
import { either, since, until } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROUTER_INPUT_DIFFERENCES = {
  arpPassesMtuCheck: {
    present: since('24.03.7', '24.09.4', '25.03.2', '25.09.1'),
    stages: ['lr_in_admission', 'lr_in_chk_pkt_len'],
    what: 'packets of ARP are not compared with the MTU of a gateway',
  },
  multicastPassesMtuCheck: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3'),
    stages: ['lr_in_admission'],
    what: 'multicast packets are not compared with the MTU of a gateway when a router receives them',
  },
  stateSavedBeforeMtuCheck: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['lr_in_chk_pkt_len', 'lr_in_larger_pkts'],
    what: 'the state of a connection is saved before the length of a packet is checked, so that errors are translated',
  },
  ttlErrorsBySource: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3'),
    stages: ['lr_in_ip_input'],
    what: "a router answers a packet whose TTL ends from its address in the sender's network, otherwise from its first one",
  },
  foreignNeighborsIgnored: {
    present: since('24.03.7', '24.09.4', '25.03.2', '25.09.1'),
    stages: ['lr_in_lookup_neighbor'],
    what: 'multicast neighbor advertisements teach a router only on the chassis of the gateway',
  },
  requestsLearnedAtGateway: {
    present: either(until('26.03.0'), since('26.03.2')),
    stages: ['lr_in_lookup_neighbor'],
    what: 'ARP requests at a gateway port teach a router only on the chassis of the gateway',
  },
  remoteRoutersLearn: {
    present: since('25.03.0'),
    stages: ['lr_in_lookup_neighbor'],
    what: 'a router with ports in other zones floods ARP replies and neighbor advertisements there',
  },
  delegationRepliesOnly: {
    present: since('24.03.5', '24.09.2', '25.03.0'),
    stages: ['lr_in_ip_input'],
    what: 'ovn-controller handles DHCPv6 replies only for ports that ask for a prefix',
  },
  relayedDhcpMetered: {
    present: since('25.09.0'),
    stages: ['lr_in_ip_input', 'lr_in_dhcp_relay_resp_chk'],
    what: 'the packets of DHCP that a router relays are limited by the control meter `dhcpv4-relay`',
  },
  templateVipsPassInput: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['lr_in_ip_input'],
    what: 'packets to a VIP that is a template variable are not taken for packets to the router itself',
  },
} as const satisfies Readonly<Record<string, Difference>>;
