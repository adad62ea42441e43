/** Diagnoses of codes that have more than one cause: samples/doctor has one cause of each. */
import { describe, expect, test } from 'vitest';
import { checkGuest } from '../../../src/analyze/diagnose/lease-report.ts';
import { GuestSources } from '../../../src/analyze/guests/sources.ts';
import type { LogicalFlow, LogicalNetwork } from '../../../src/network/logical-network.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import type { Nb } from '../../../src/ovn/schema/nb.ts';
import { ownerText } from '../../../src/render/owner-text.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { type Ailment, acl, northbound, PORT, southbound, withFlows } from '../../support/faulty-networks.ts';

const POD = 'proj2.cudn2_proj2_web-0';

const compiled = (nb: Nb) =>
  new GuestSources({ network: compileNetwork(nb, { release: '25.03.0' }).network, nb, isCompiled: true });
const ofFlows = (network: LogicalNetwork) => new GuestSources({ network, isDump: true });

const diagnosisIn = (sources: GuestSources) =>
  checkGuest(sources.guests()[0]!, sources, new Tracer(sources.network)).diagnosis;

const option = (name: string, value: string, fault: string): [Ailment, string] => [
  { options: { [name]: value } },
  `DHCP option ${name} has the value ${fault}`,
];

/** ovn-northd writes the values into actions unchanged, so the errors are those of OVN's parser. */
test.each<[Ailment, string]>([
  option('dns_server', '', "(empty): Syntax error at `)' expecting constant."),
  option('server_mac', 'router', "router: Syntax error at `router' expecting field name."),
  option('server_mac', '$macs', "$macs: Syntax error at `$macs' expecting address set name."),
  option('server_mac', '{0a:58:a9:fe:01:01}', "{0a:58:a9:fe:01:01}: Syntax error at `{' expecting constant."),
  [{ options: { server_id: '1' } }, 'DHCP option server_id is not an IPv4 address: 1'],
  [
    { port: { options: new Map([['hostname', 'fedora']]) } },
    "option hostname of the port has the value fedora: Syntax error at `fedora' expecting constant.",
  ],
])('option-malformed: %o', (ailment, text) => {
  expect(diagnosisIn(compiled(northbound(ailment)))).toMatchObject({ code: 'option-malformed', text });
});

test('a hostname of the port in quotation marks is valid', () => {
  const ailment = { port: { options: new Map([['hostname', '"fedora"']]) } };
  expect(diagnosisIn(compiled(northbound(ailment)))).toBeUndefined();
});

test('addresses that do not even begin with a MAC', () => {
  expect(diagnosisIn(compiled(northbound({ port: { addresses: ['172.22.0.6'] } })))).toMatchObject({
    code: 'port-addresses-malformed',
    text: `port ${PORT} has addresses that cannot be parsed: "172.22.0.6"`,
  });
});

describe('options that the port does not refer to', () => {
  test('a row without an owner, whose cidr has the address', () => {
    const nb = northbound({ reference: 'unset' });
    const sources = compiled({
      ...nb,
      DHCP_Options: nb.DHCP_Options.map(row => ({ ...row, external_ids: new Map() })),
    });
    expect(diagnosisIn(sources)).toMatchObject({
      code: 'dhcp-options-unset',
      row: { table: 'DHCP_Options', name: '172.22.0.0/16' },
      owner: { kind: 'Pod', namespace: 'proj2', name: 'virt-launcher-fedora-1-hs6zv' },
    });
  });

  const NOTHING_TO_DO = { code: 'dhcp-options-unset', remedy: expect.stringMatching(/^nothing: /) };
  const pod: Ailment = { reference: 'none', port: { name: POD } };

  test.each([
    ['northbound', compiled(northbound(pod)), 'web-0 is a pod, not a VM'],
    ['southbound', new GuestSources({ network: southbound(pod) }), 'web-0 is a pod, not a VM'],
    [
      'northbound, with a flow that still exists',
      new GuestSources({ network: southbound({ port: { name: POD } }), nb: northbound(pod) }),
      'no flow answers DHCP requests of this port',
    ],
  ])('a pod needs none: %s', (_, sources, text) => {
    expect(diagnosisIn(sources)).toMatchObject({ ...NOTHING_TO_DO, text: expect.stringContaining(text) });
  });
});

describe('port-disabled', () => {
  test.each([
    ['northbound', compiled(northbound({ port: { enabled: false } })), PORT],
    ['southbound', new GuestSources({ network: southbound({ port: { enabled: false } }) }), PORT],
    ['of a pod', new GuestSources({ network: southbound({ port: { enabled: false, name: POD } }) }), POD],
  ])('without a migration: %s', (_, sources, port) => {
    expect(diagnosisIn(sources)).toMatchObject({ code: 'port-disabled', text: `port ${port} is disabled` });
  });

  test('in the southbound database, from the flow that drops its packets', () => {
    expect(diagnosisIn(new GuestSources({ network: southbound({ port: { enabled: false } }) }))).toMatchObject({
      flow: { stage: 'ls_in_check_port_sec', priority: 100, match: `inport == "${PORT}"` },
    });
  });
});

test('a port without a known owner has a row and no owner', () => {
  const network = southbound({ port: { name: 'vm1', external_ids: new Map() } }, {});
  const unbound = network.Port_Binding.map(row => (row.logical_port === 'vm1' ? { ...row, chassis: undefined } : row));
  const diagnosis = diagnosisIn(new GuestSources({ network: { ...network, Port_Binding: unbound } }));
  expect(diagnosis).toMatchObject({ code: 'port-unbound', row: { table: 'Port_Binding', name: 'vm1' } });
  expect(diagnosis?.owner).toBeUndefined();
});

describe('dropped-by-acl', () => {
  const match = `inport == "${PORT}"`;
  const ids = (type: string, name: string) =>
    new Map([
      ['k8s.ovn.org/owner-type', type],
      ['k8s.ovn.org/name', name],
    ]);

  /** The names of OVN-Kubernetes 1.1, go-controller/pkg/ovn/policy.go and egressfirewall.go. */
  test.each([
    ['NetworkPolicy', 'proj2:deny-all', 'NetworkPolicy proj2/deny-all'],
    ['EgressFirewall', 'proj2', 'EgressFirewall proj2/default'],
    ['AdminNetworkPolicy', 'deny', 'AdminNetworkPolicy deny'],
  ])('%s %s', (type, name, owner) => {
    const sources = compiled(
      northbound({ acls: [acl({ direction: 'from-lport', match, external_ids: ids(type, name) })] }),
    );
    const diagnosis = diagnosisIn(sources)!;
    expect(diagnosis).toMatchObject({ code: 'dropped-by-acl', row: { table: 'ACL', name: match } });
    expect(ownerText(diagnosis.owner!)).toBe(owner);
  });

  test('of several equal ACLs, the one whose UUID is in the flow', () => {
    const alike = ['aaaaaaaa', 'bbbbbbbb'].map(start => ({
      ...acl({ direction: 'from-lport', match, name: start }),
      _uuid: `${start}-0000-4000-8000-000000000000`,
    }));
    const hinted = (flow: LogicalFlow) => (flow.match.includes(`(${match})`) ? { ...flow, hint: 'bbbbbbbb' } : flow);
    const nb = northbound({ acls: alike });
    const sources = new GuestSources({ network: withFlows(southbound({ acls: alike }), hinted), nb });
    expect(diagnosisIn(sources)).toMatchObject({ code: 'dropped-by-acl', row: { name: 'bbbbbbbb' } });
  });

  test('in releases of OVN with one table for ACLs, the flow that decides', () => {
    const isVerdict = ({ stage, match: of }: LogicalFlow) => stage === 'ls_in_acl_eval' && of.includes(`(${match})`);
    const network = withFlows(southbound({ acls: [acl({ direction: 'from-lport', match })] }), flow =>
      isVerdict(flow) ? { ...flow, stage: 'ls_in_acl', actions: 'drop;' } : flow,
    );
    expect(diagnosisIn(ofFlows(network))).toMatchObject({
      code: 'dropped-by-acl',
      flow: { stage: 'ls_in_acl', priority: 2000 },
    });
  });
});

/** A dump does not contain the members of sets, and ovn-northd uses no sets in these flows. */
test.each([
  ['$vms', "Syntax error at `$vms' expecting address set name."],
  ['@vms', "Syntax error at `@vms' expecting port group name."],
])('match-unparsable: %s', (set, message) => {
  const network = withFlows(southbound(), flow =>
    flow.stage === 'ls_in_dhcp_options' && flow.priority === 100
      ? { ...flow, match: `${flow.match} && ${set.startsWith('$') ? 'ip4.src' : 'inport'} == ${set}` }
      : flow,
  );
  expect(diagnosisIn(ofFlows(network))).toMatchObject({
    code: 'match-unparsable',
    text: `the match of a flow in ls_in_dhcp_options cannot be parsed: ${message}`,
  });
});

test('a port without addresses', () => {
  const network = southbound({ reference: 'none', port: { addresses: ['unknown'], port_security: [] } });
  expect(diagnosisIn(new GuestSources({ network }))).toMatchObject({ code: 'port-addresses-missing' });
});

test('flows without a readable port belong to no guest', () => {
  const isOptions = ({ stage, priority }: LogicalFlow) => stage === 'ls_in_dhcp_options' && priority === 100;
  const network = withFlows(southbound(), flow => {
    const others = ['udp.dst == 67', 'inport == "\\q"'].map(match => ({ ...flow, match }));
    return isOptions(flow) ? [flow, ...others] : flow;
  });
  const sources = ofFlows(network);
  expect(sources.guests().map(({ dhcpFlow }) => dhcpFlow?.match)).toEqual([expect.stringContaining(PORT)]);
});
