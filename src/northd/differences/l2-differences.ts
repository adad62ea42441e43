/** What releases of ovn-northd do differently in the other stages of switches. Truth: northd/northd.c of each release. */
import { either, only, since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const L2_DIFFERENCES = {
  oneQosStage: {
    present: since('24.09.0'),
    stages: ['ls_in_qos', 'ls_out_qos', 'ls_in_qos_mark', 'ls_in_qos_meter', 'ls_out_qos_mark', 'ls_out_qos_meter'],
    what: 'one stage limits the rate and marks packets',
  },
  answersOnlyBroadcastArp: {
    present: since('24.03.7', '24.09.0'),
    stages: ['ls_in_arp_rsp'],
    what: 'the switch answers ARP requests only if they are broadcast',
  },
  answersOnlyMulticastNs: {
    present: since('24.03.4', '24.09.0'),
    stages: ['ls_in_arp_rsp'],
    what: 'the switch answers neighbor solicitations only if they are multicast',
  },
  proxyIgnoresRouters: {
    present: since('24.03.3', '24.09.0'),
    stages: ['ls_in_check_port_sec', 'ls_in_arp_rsp'],
    what: 'proxy ARP and ND do not answer requests from router ports',
  },
  unicastPassesProxy: {
    present: since('24.03.7', '24.09.4', '25.03.2', '25.09.1', '26.03.0'),
    stages: ['ls_in_arp_rsp'],
    what: 'unicast ARP requests and neighbor solicitations for known addresses pass proxy ARP and ND',
  },
  answersLocalnet: {
    present: since('24.03.9', '24.09.4', '25.03.4', '25.09.4', '26.03.2'),
    stages: ['ls_in_arp_rsp', 'ls_in_lookup_fdb'],
    what: 'requests from a localnet port are answered on the chassis of the address',
  },
  floodsOnlyBroadcastArp: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['ls_in_l2_lkup'],
    what: 'requests from a router are flooded only if they are broadcast',
  },
  otherMulticastSkipsRouters: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3', '26.03.0'),
    stages: ['ls_in_l2_lkup'],
    what: 'multicast frames that are neither IP nor ARP are not flooded to routers',
  },
  ipMulticastSkipsRouters: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3', '26.03.1'),
    stages: ['ls_in_l2_lkup'],
    what: 'IP multicast is not flooded to routers without multicast relay',
  },
  igmpLoopback: {
    present: either(only('24.03.2'), since('25.09.0')),
    stages: ['ls_in_l2_lkup', 'ls_out_pre_lb'],
    what: 'ovn-controller does not get the IGMP and MLD packets back that it sends',
  },
  externalArpToGateway: {
    present: only('26.03.0', '26.03.1'),
    stages: ['ls_in_check_port_sec', 'ls_in_apply_port_sec'],
    what: 'ARP requests from physical networks are accepted only on the chassis of the gateway ports',
  },
  dhcpv6ToMulticast: {
    present: since('24.03.5', '24.09.2'),
    stages: ['ls_in_dhcp_options', 'ls_in_dhcp_response'],
    what: 'the match of DHCPv6 requests says that their destination is multicast',
  },
  relaysDhcp: {
    present: since('24.09.0'),
    stages: ['ls_in_l2_lkup', 'ls_in_dhcp_options', 'ls_in_dhcp_response', 'ls_out_acl_eval'],
    what: 'a switch with the option dhcp_relay_port sends DHCP requests to that port instead of answering them',
  },
  mirrorRules: {
    present: since('25.09.0'),
    stages: ['ls_in_mirror', 'ls_out_mirror'],
    what: 'flows mirror the packets that the rules of a mirror choose',
  },
  evpn: {
    present: since('25.09.0'),
    stages: ['ls_in_l2_lkup', 'ls_in_l2_unknown'],
    what: 'a switch with the option dynamic-routing-vni looks MAC addresses up at remote VTEPs',
  },
  untrackedEvpn: {
    present: since('26.03.1'),
    stages: ['ls_in_pre_acl', 'ls_out_pre_acl', 'ls_in_pre_lb', 'ls_out_pre_lb'],
    what: 'packets from and to remote VTEPs are not tracked',
  },
} as const satisfies Readonly<Record<string, Difference>>;
