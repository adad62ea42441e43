/** For each code of explanations, a network and the question that it answers (samples/explain). */
import type { ExplainCode } from '../../../src/analyze/explain/answer/codes.ts';
import type { ExplainRequest } from '../../../src/app/explain/explain-request.ts';
import { withFlows } from '../../../src/network/flow-source.ts';
import type { LogicalFlow, LogicalNetwork } from '../../../src/network/logical-network.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { SB } from '../../../src/ovn/schema/sb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { dumpText, nbText, sbText } from '../../support/faulty-networks.ts';
import {
  balancer,
  explainNetwork,
  group,
  holder,
  policy,
  policyAcl,
  set,
  type Variation,
  VM,
  WEB,
} from './networks.ts';

export interface ExplainSample {
  /** The file below samples/explain, and its text. */
  readonly file: string;
  readonly text: string;
  readonly request: ExplainRequest;
}

const nb = (code: ExplainCode, variation: Variation, request: Partial<ExplainRequest> = {}): ExplainSample => ({
  file: `${code}.nb.db`,
  text: nbText(explainNetwork(variation)),
  request: { from: 'vm-a', to: 'web-0', protocol: 'tcp/80', ...request },
});

const ids = (type: string, name: string, direction?: string, more: Readonly<Record<string, string>> = {}) => ({
  'k8s.ovn.org/owner-type': type,
  'k8s.ovn.org/name': name,
  ...(direction !== undefined && { direction }),
  ...more,
});

const ingress = (type: string, name: string, row: Parameters<typeof policyAcl>[1] = {}, more = {}) =>
  policyAcl(ids(type, name, 'Ingress', more), { match: `outport == "${WEB}" && ip`, ...row });

const denyGroup = group(
  'deny',
  ids('NetpolNamespace', 'demo', 'Ingress'),
  [WEB],
  [
    policyAcl(ids('NetpolNamespace', 'demo', 'Ingress', { type: 'defaultDeny' }), {
      match: 'outport == @deny',
      name: 'NP:demo:Ingress',
    }),
  ],
);
const rule = (index: string, match: string, more = {}) =>
  policyAcl(
    ids('NetworkPolicy', 'demo:allow-web', 'Ingress', { 'gress-index': index, 'ip-block-index': '-1', ...more }),
    {
      action: 'allow-related',
      priority: 1001,
      match: `${match} && outport == @allow`,
      name: `NP:demo:allow-web:Ingress:${index}`,
    },
  );
const allowGroup = group(
  'allow',
  ids('NetworkPolicy', 'demo:allow-web'),
  [WEB],
  [
    rule('0', 'ip4.src == {$clients} && tcp && tcp.dst==80'),
    rule('1', 'ip4.src == 10.0.0.0/8 && udp', { 'ip-block-index': '0' }),
  ],
);
const clients = set('clients', ['172.22.0.8'], ids('PodSelector', 'demo_LS{ML:{role: client,},}'));

const firewall = group(
  'ns',
  ids('Namespace', 'demo'),
  [VM],
  [
    policyAcl(ids('EgressFirewall', 'demo', undefined, { 'rule-index': '0' }), {
      action: 'allow',
      priority: 10000,
      match: '(ip4.dst == 8.8.8.0/24) && inport == @ns && ((udp && ( udp.dst == 53 )))',
      name: 'EF:demo:0',
    }),
    policyAcl(ids('EgressFirewall', 'demo', undefined, { 'rule-index': '1' }), {
      priority: 9999,
      match: '(ip4.dst == 0.0.0.0/0 && ip4.dst != 172.22.0.0/16) && inport == @ns',
      name: 'EF:demo:1',
    }),
  ],
);

/** The southbound database of the network, with its flows changed. */
function southbound(
  change: (flow: LogicalFlow) => readonly LogicalFlow[],
  variation: Variation = {},
  release = '25.03.0',
): LogicalNetwork {
  const { network } = compileNetwork(explainNetwork(variation), { release: '25.03.0' });
  const options = new Map([['northd_internal_version', `${release}-20.41.0-77.6`]]);
  const stored = network.flows.all().flatMap(({ madeFor: _, rule: __, ...flow }) => change(flow));
  return { ...withFlows(network, stored), SB_Global: [newRow(SB, 'SB_Global', { options })] };
}

const sb = (code: ExplainCode, change: Parameters<typeof southbound>[0], release?: string): ExplainSample => ({
  file: `${code}.sb.db`,
  text: sbText(southbound(change, {}, release)),
  request: { from: 'vm-a', to: 'web-0', protocol: 'tcp/80' },
});

/** A dump has the addresses of guests only in the flows that answer their DHCP requests. */
const LEASED = {
  'virt-launcher-vm-a-abcde': {
    dhcpv4_options: newRow(NB, 'DHCP_Options', {
      cidr: '172.22.0.0/16',
      options: new Map([
        ['lease_time', '3500'],
        ['server_id', '169.254.1.1'],
        ['server_mac', '0a:58:a9:fe:01:01'],
      ]),
    }),
  },
};

const isLookup = ({ stage, match }: LogicalFlow) => stage === 'ls_in_l2_lkup' && match.includes('0a:58:ac:16:00:07');

export const EXPLAIN_SAMPLES: { readonly [C in ExplainCode]: ExplainSample } = {
  delivered: nb('delivered', {}),
  'answered-by-router': nb('answered-by-router', {}, { to: 'gw', protocol: 'icmp' }),
  'passes-to-node': nb('passes-to-node', { guests: { 'web-0': { type: 'remote' } } }),
  'leaves-network': nb('leaves-network', {}, { to: 'internet', protocol: 'tcp/443' }),
  'dropped-by-network-policy': nb('dropped-by-network-policy', {
    acls: [ingress('NetworkPolicy', 'demo:deny-web', {}, { 'gress-index': '0' })],
  }),
  'dropped-as-invalid': nb(
    'dropped-as-invalid',
    { groups: [denyGroup, allowGroup], sets: [clients] },
    { scenario: 'invalid' },
  ),
  'dropped-by-default-deny': nb('dropped-by-default-deny', { groups: [denyGroup, allowGroup], sets: [clients] }),
  'dropped-by-egress-firewall': nb(
    'dropped-by-egress-firewall',
    { groups: [firewall] },
    { to: '8.8.4.4', protocol: 'udp/53' },
  ),
  'dropped-by-admin-policy': nb('dropped-by-admin-policy', {
    acls: [
      ingress(
        'AdminNetworkPolicy',
        'corp',
        { tier: 1, priority: 29500, name: 'ANP:corp:Ingress:0' },
        { 'gress-index': '0' },
      ),
    ],
  }),
  'dropped-by-baseline-policy': nb('dropped-by-baseline-policy', {
    acls: [ingress('BaselineAdminNetworkPolicy', 'default', { tier: 3, priority: 1750 }, { 'gress-index': '0' })],
  }),
  'dropped-by-udn-isolation': nb('dropped-by-udn-isolation', {
    acls: [ingress('UDNIsolation', 'DenySecondary', { tier: 0, priority: 1000 })],
  }),
  'dropped-by-multicast-policy': nb(
    'dropped-by-multicast-policy',
    {
      acls: [
        policyAcl(ids('MulticastCluster', '', 'Egress', { type: 'DefaultDeny' }), {
          direction: 'from-lport',
          priority: 1011,
          match: 'ip4.mcast',
        }),
      ],
    },
    { to: '239.1.1.1', protocol: 'udp/5000' },
  ),
  'dropped-by-acl': nb('dropped-by-acl', {
    acls: [
      newRow(NB, 'ACL', {
        action: 'drop',
        direction: 'to-lport',
        priority: 900,
        match: `outport == "${WEB}"`,
        name: 'closed',
      }),
      newRow(NB, 'ACL', {
        action: 'allow',
        direction: 'to-lport',
        priority: 901,
        match: `outport == "${WEB}" && tcp.dst == 8080`,
        name: 'open',
      }),
    ],
  }),
  'dropped-by-port-security': nb('dropped-by-port-security', {
    guests: { 'virt-launcher-vm-a-abcde': { port_security: ['0a:58:ac:16:00:06 172.22.0.16'] } },
  }),
  'dropped-by-router-policy': nb(
    'dropped-by-router-policy',
    { policies: [policy({ priority: 100, match: 'ip4.dst == 203.0.113.0/24', action: 'drop' })] },
    { to: 'internet', protocol: 'tcp/443' },
  ),
  'port-disabled': nb('port-disabled', { guests: { 'virt-launcher-vm-a-abcde': { enabled: false } } }),
  'destination-unknown': nb('destination-unknown', {}, { to: '172.22.0.99' }),
  'delivered-elsewhere': nb(
    'delivered-elsewhere',
    { guests: { 'client-0': { port_security: [] } } },
    { nextHopMac: '0a:58:ac:16:00:08' },
  ),
  'no-gateway': nb('no-gateway', { hasRouter: false }, { to: '8.8.8.8' }),
  'no-route': nb('no-route', { routes: [] }, { to: '8.8.8.8' }),
  'neighbor-unknown': nb('neighbor-unknown', { hasEmptyNetwork: true }, { to: '10.9.0.5' }),
  'no-backend': nb(
    'no-backend',
    { balancers: [balancer('10.200.31.7:80', '')] },
    { to: 'service/demo/web', protocol: undefined },
  ),
  'ttl-exceeded': nb('ttl-exceeded', {}, { to: 'internet', ttl: 1 }),
  'packet-too-large': nb(
    'packet-too-large',
    { outer: { options: new Map([['gateway_mtu', '1400']]) } },
    { to: 'internet', length: 1500 },
  ),
  'packet-loops': sb('packet-loops', flow =>
    isLookup(flow) ? [{ ...flow, actions: 'next(pipeline=ingress, table=0);' }] : [flow],
  ),
  'output-to-itself': nb('output-to-itself', {}, { nextHopMac: '0a:58:ac:16:00:06' }),
  'flow-drops': nb('flow-drops', {}, { to: 'gw' }),
  'table-missing': sb('table-missing', flow => (flow.stage === 'ls_in_pre_lb' ? [] : [flow])),
  'flow-unreadable': sb(
    'flow-unreadable',
    flow =>
      isLookup(flow) ? [flow, { ...flow, priority: 90, match: 'ct_label.later == 0', actions: 'drop;' }] : [flow],
    '99.03.0',
  ),
  'service-unknown': nb(
    'service-unknown',
    { hasEmptyNetwork: true, others: [balancer('10.200.31.8:80', '10.9.0.5:8080')] },
    { to: '10.200.31.8' },
  ),
  'connection-unknown': nb(
    'connection-unknown',
    { balancers: [balancer('10.200.31.7:80', '172.22.0.7:8080')] },
    { to: 'service/demo/web', protocol: undefined, scenario: 'established' },
  ),
  'address-twice': nb('address-twice', { guests: { 'client-0': holder('0a:58:ac:16:00:08 172.22.0.7') } }),
  'source-incomplete': {
    file: 'source-incomplete.txt',
    text: dumpText(southbound(flow => [flow], { groups: [denyGroup, allowGroup], sets: [clients], guests: LEASED })),
    request: { from: VM, to: '172.22.0.7', protocol: 'tcp/80', nextHopMac: '0a:58:ac:16:00:07' },
  },
};
