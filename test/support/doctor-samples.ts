/** The fault in each file of samples/doctor that is made of rows. Manifests are written by hand. */

import type { DoctorCode } from '../../src/analyze/diagnose/chain.ts';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import type { Feature } from '../../src/ovnk/vocabulary/features.ts';
import {
  type Ailment,
  acl,
  dumpText,
  nbText,
  northbound,
  PORT,
  sbText,
  southbound,
  withFlows,
} from './faulty-networks.ts';

const nb = (ailment: Ailment) => nbText(northbound(ailment));

const isOptions = ({ stage, priority }: LogicalFlow): boolean => stage === 'ls_in_dhcp_options' && priority === 100;
const isResponse = ({ stage, priority }: LogicalFlow): boolean => stage === 'ls_in_dhcp_response' && priority === 100;

/** The dump of the network, with one kind of flow changed. */
const dump = (
  isMeant: (flow: LogicalFlow) => boolean,
  change: (flow: LogicalFlow) => LogicalFlow | readonly LogicalFlow[],
  ailment: Ailment = {},
) => dumpText(withFlows(southbound(ailment), flow => (isMeant(flow) ? change(flow) : flow)));

const replacing = (from: string, to: string) => (flow: LogicalFlow) => ({
  ...flow,
  match: flow.match.replace(from, to),
  actions: flow.actions.replace(from, to),
});

const denyIngress = acl({
  direction: 'to-lport',
  match: `outport == "${PORT}"`,
  name: 'NP:proj2:Ingress',
});

/** A VM with an IPv6 address only. */
const ofIPv6 = (options6?: NonNullable<Ailment['options6']>): Ailment => ({
  reference: 'none',
  port: { addresses: ['0a:58:ac:16:00:06 2001:db8:22::6'], port_security: ['0a:58:ac:16:00:06 2001:db8:22::6'] },
  ...(options6 && { options6 }),
});

const [cidr, server_id] = ['2001:db8:22::/64', '0a:58:a9:fe:01:01'];

/** The fault in the northbound rows, by file name. */
export const NORTHBOUND: Readonly<Record<string, Ailment>> = {
  'port-addresses-missing.nb.db': { port: { addresses: [] } },
  'port-addresses-malformed.nb.db': { port: { addresses: ['0a:58:ac:16:00:06 172.22.0.6/33'] } },
  'port-ipv4-missing.nb.db': { port: { addresses: ['0a:58:ac:16:00:06 2001:db8:22::6'] } },
  'port-unbound.nb.db': { port: { up: false } },
  'dhcp-options-missing.nb.db': { reference: 'none' },
  'dhcp-options-unset.nb.db': { reference: 'unset' },
  'server-id-missing.nb.db': { options: { server_id: undefined } },
  'server-mac-missing.nb.db': { options: { server_mac: undefined } },
  'lease-time-missing.nb.db': { options: { lease_time: undefined } },
  'cidr-malformed.nb.db': { cidr: '172.22.0.0/33' },
  'offer-outside-cidr.nb.db': { cidr: '172.23.0.0/16' },
  'option-unknown.nb.db': { options: { dns_servers: '10.210.4.201' } },
  'option-malformed.nb.db': { options: { dns_server: '{10.210.4.201' } },
  'dhcp-relayed.nb.db': { switchConfig: { dhcp_relay_port: 'stor-cluster_udn_cudn2_ovn_layer2_switch' } },
  'dhcpv6-options-unset.nb.db': ofIPv6(),
  'dhcpv6-server-id-malformed.nb.db': ofIPv6({ cidr, server_id: 'fe80::1' }),
  'dhcpv6-not-answered.nb.db': ofIPv6({ cidr: '2001:db8:23::/64', server_id }),
  'dropped-by-port-security.nb.db': { port: { port_security: ['0a:58:ac:16:00:07 172.22.0.7'] } },
  'reply-dropped-by-port-security.nb.db': { port: { port_security: ['0a:58:ac:16:00:06 172.22.0.7'] } },
};

/** By path below samples/doctor. */
export const SAMPLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(NORTHBOUND).map(([name, ailment]) => [name, nb(ailment)])),
  'port-missing/nb.db': nb({}),
  'port-missing/sb.db': sbText(withoutPort()),
  'requested-chassis-unknown.sb.db': sbText(
    southbound({}, { chassis: undefined, up: false, options: new Map([['requested-chassis', 'worker-7']]) }),
  ),
  'port-unbound.sb.db': sbText(southbound({}, { chassis: undefined, up: false })),
  'port-down.sb.db': sbText(southbound({}, { up: false })),
  'dhcp-options-unset.sb.db': sbText(southbound({ reference: 'unset' })),
  'dhcp-flow-missing/nb.db': nb({}),
  'dhcp-flow-missing/sb.db': sbText(withFlows(southbound(), flow => (isOptions(flow) ? [] : flow))),
  'dhcp-response-missing.txt': dump(isResponse, () => []),
  'match-unparsable.txt': dump(isOptions, replacing('{169.254.1.1,', '{169.254.1.1.,')),
  'action-unparsable.txt': dump(isOptions, replacing('dns_server = 10.210.4.201', 'dns_server = {10.210.4.201')),
  'flow-shadowed.txt': dump(isOptions, flow => [
    flow,
    { ...flow, priority: 200, match: 'udp.dst == 67', actions: 'next;' },
  ]),
  'request-dropped.txt': dump(
    ({ stage, priority }) => stage === 'ls_in_pre_lb' && priority === 0,
    flow => [flow, { ...flow, priority: 120, match: `inport == "${PORT}" && udp`, actions: 'drop;' }],
  ),
  'request-not-answered.sb.db': sbText(
    southbound({ port: { port_security: [] } }, { mac: ['0a:58:ac:16:00:66 172.22.0.6'] }),
  ),
  'reply-dropped-by-acl.txt': dump(
    ({ stage, priority, match }) =>
      stage === 'ls_out_acl_eval' && priority === 34000 && match.includes('udp.src == 67'),
    () => [],
    { acls: [denyIngress] },
  ),
  'solicitation-not-answered.sb.db': sbText(southbound(ofIPv6({ cidr, server_id }))),
  'reply-not-delivered.txt': dump(isResponse, replacing('flags.loopback = 1; ', '')),
};

/** The southbound database that lacks a port of the northbound one. */
function withoutPort() {
  const network = southbound();
  const isOthers = ({ match, actions }: LogicalFlow) => !match.includes(PORT) && !actions.includes(PORT);
  const Port_Binding = network.Port_Binding.filter(({ logical_port }) => logical_port !== PORT);
  return withFlows({ ...network, Port_Binding }, flow => (isOthers(flow) ? flow : []));
}

/** The name to ask for in samples where it is not VM fedora-1. */
export const ASKED: Partial<Record<DoctorCode, string>> = {
  'port-disabled': 'virt-launcher-fedora-1-hs6zv',
};

/** The features that OVN-Kubernetes needs to refuse what its default release grants. */
export const FEATURES: Partial<Record<DoctorCode, Feature>> = {
  'address-families': 'conflicts-refused',
  'address-reserved': 'conflicts-refused',
  'address-in-use': 'conflicts-refused',
  'mac-in-use': 'conflicts-refused',
  'address-outside-subnets': 'outside-addresses-refused',
};
