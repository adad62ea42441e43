/** Traces through networks of a few flows. The expected texts are those of ovn-trace 25.03.0 for the same rows. */
import { describe, expect, test } from 'vitest';
import { listedFlows, withFlows } from '../../src/network/flow-source.ts';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../src/ovn/schema/schema.ts';
import { readFlowDump } from '../../src/read/flows/dump-flows.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { Tracer } from '../../src/trace/trace.ts';

const datapath = newRow(SB, 'Datapath_Binding', { tunnel_key: 1, external_ids: new Map([['name', 'sw0']]) });
const ports = ['p', 'q'].map((logical_port, index) =>
  newRow(SB, 'Port_Binding', { logical_port, datapath, tunnel_key: index + 1 }),
);
const global = newRow(SB, 'SB_Global', { options: new Map([['northd_internal_version', '25.03.0-20.41.0-77.6']]) });

/** Table, priority, match, actions. */
type Flow = readonly [table: number, priority: number, match: string, actions: string];

function networkOf(flows: readonly Flow[], vips: readonly string[] = []): LogicalNetwork {
  const {
    Logical_Flow: _,
    Logical_DP_Group: __,
    ...tables
  } = newDatabase(SB, {
    SB_Global: [global],
    Datapath_Binding: [datapath],
    Port_Binding: ports,
    Load_Balancer: [newRow(SB, 'Load_Balancer', { name: 'lb', vips: new Map(vips.map(vip => [vip, ''])) })],
  });
  const common = { datapath, pipeline: 'ingress', stage: 't', uuid: '' } as const;
  return {
    ...tables,
    flows: listedFlows(
      flows.map(([table, priority, match, actions]) => ({ ...common, table, priority, match, actions })),
    ),
  };
}

const minimal = (network: LogicalNetwork, microflow: string): string =>
  renderTrace(new Tracer(network).trace({ datapath: 'sw0', microflow }), ['minimal']).replace(/^# .*\n/, '');

describe('without a trace, there is an error', () => {
  const tracer = new Tracer(networkOf([[0, 0, '1', 'output;']]));
  const answer = (microflow: string, name?: string) =>
    renderTrace(tracer.trace({ microflow, ...(name !== undefined && { datapath: name }) }), ['detailed']);

  test.each([
    ['inport == "p"', 'nosuch', 'unknown datapath "nosuch"\n'],
    ['ip4', 'sw0', 'microflow does not specify ingress port'],
    ['inport == "nosuch"', 'sw0', 'microflow does not specify ingress port'],
    ['bad', 'sw0', "error parsing flow: Syntax error at `bad' expecting field name.\n"],
    ['bad', undefined, "error parsing flow: Syntax error at `bad' expecting field name.\n"],
    ['ip4', undefined, 'error parsing flow: flow match expression does not match on inport\n'],
    ['inport == {"p", "q"}', undefined, 'error parsing flow: flow match expression matches on multiple inports\n'],
    ['inport == "nosuch"', undefined, 'unknown port "nosuch"\n'],
    ['1', 'sw0', 'microflow does not specify ingress port'],
    ['0', 'sw0', 'error parsing flow: Constraints are contradictory.\n'],
    ['inport == "p" || 1', undefined, 'microflow does not specify ingress port'],
    ['inport == ^x', undefined, 'failed to parse flow expression "inport == ^x"'],
  ])('%s in %s', (microflow, name, expected) => expect(answer(microflow, name)).toBe(expected));

  // Variables are expanded first.
  test('^x in sw0', () => expect(answer('^x', 'sw0')).toBe('failed to parse flow expression "^x"'));
});

/** A field that the packet lacks is not written. The rules are those of Open vSwitch for the field, not of OVN for the symbol. */
describe('a field is written if the packet has it', () => {
  const DESTINATION: readonly Flow[] = [
    [0, 0, '1', 'tcp.dst = 8080; next;'],
    [1, 1, 'tcp.dst == 8080', 'pkt.mark = 1; output;'],
  ];
  const TARGET: readonly Flow[] = [
    [0, 0, '1', 'nd_na { ip.ttl = 5; nd.target = fd00::7; ip.ttl = 255; next; };'],
    [1, 1, 'nd.target == fd00::7', 'pkt.mark = 1; output;'],
  ];

  test.each([
    ['tcp.dst of a whole packet', DESTINATION, 'ip4 && tcp.dst == 80', true],
    ['tcp.dst of a first fragment', DESTINATION, 'ip4 && ip.first_frag && tcp.dst == 80', true],
  ])('%s', (_, flows, packet, isWritten) => {
    expect(minimal(networkOf(flows), `inport == "p" && ${packet}`).includes('pkt.mark = 1')).toBe(isWritten);
  });

  // A later fragment has no ports; nd.target does not require a TTL of 255.
  test.each([
    ['tcp.dst of a later fragment', DESTINATION, 'ip4 && ip.is_frag && ip.later_frag && tcp.dst == 80', false],
    ['nd.target after one hop', TARGET, 'nd_ns && nd.target == fd00::9', true],
  ])('%s', (_, flows, packet, isWritten) => {
    expect(minimal(networkOf(flows), `inport == "p" && ${packet}`).includes('pkt.mark = 1')).toBe(isWritten);
  });
});

/** A packet in a block has another type than the packet that the flow matches. */
test.each([
  ['arp { pkt.mark = ip4.src; next; };', 'arp', 'pkt.mark = 10.0.0.5', 0],
  ['arp { ip4.dst <-> pkt.mark; next; };', 'arp', 'ip4.dst = 0;\n    pkt.mark = 10.0.0.6', 0],
  ['arp { pkt.mark = arp.spa; next; };', 'arp', 'pkt.mark = 10.0.0.5', 1],
  ['icmp4 { pkt.mark[0..15] = tcp.src; next; };', 'icmp4', 'pkt.mark[0..15] = 3', 0],
])('%s copies the fields that the packet has', (actions, block, shown, mark) => {
  const network = networkOf([
    [0, 0, '1', actions],
    [1, 1, 'pkt.mark != 0', 'eth.dst[0..7] = 1; next;'],
    [1, 0, '1', 'eth.dst[0..7] = 0; next;'],
  ]);
  const packet = 'inport == "p" && ip4.src == 10.0.0.5 && ip4.dst == 10.0.0.6 && tcp.src == 80';
  expect(minimal(network, packet)).toBe(`${block} {\n    ${shown};\n    eth.dst[0..7] = ${mark};\n};\n`);
});

test('a group may have ports of another datapath', () => {
  const elsewhere = newRow(SB, 'Datapath_Binding', { tunnel_key: 2, external_ids: new Map([['name', 'sw1']]) });
  const foreign = newRow(SB, 'Port_Binding', { logical_port: 'r', datapath: elsewhere, tunnel_key: 9 });
  const group = newRow(SB, 'Multicast_Group', { name: '_MC', tunnel_key: 32768, datapath, ports: [foreign] });
  const network = networkOf([[0, 0, '1', 'outport = "_MC"; output;']]);
  const egress = { ...network.flows.all()[0]!, pipeline: 'egress', actions: 'output;' } as const;
  const tables = {
    Datapath_Binding: [datapath, elsewhere],
    Port_Binding: [...ports, foreign],
    Multicast_Group: [group],
  };
  expect(minimal(withFlows({ ...network, ...tables }, [...network.flows.all(), egress]), 'inport == "p"')).toBe(
    '*** unknown port or multicast group 9;\noutput("(unnamed)");\n',
  );
});

/** Valid databases have neither. */
describe('in broken databases', () => {
  const TO_Q: readonly Flow[] = [[0, 0, '1', 'outport = "q"; output;']];
  const egressOf = (network: LogicalNetwork) =>
    ({ ...network.flows.all()[0]!, pipeline: 'egress', actions: 'output;' }) as const;

  test('the first of two ports with the same name is used', () => {
    const network = networkOf(TO_Q);
    const again = newRow(SB, 'Port_Binding', { logical_port: 'q', datapath, tunnel_key: 9, type: 'localnet' });
    const flows = [...network.flows.all(), egressOf(network)];
    expect(minimal(withFlows({ ...network, Port_Binding: [...ports, again] }, flows), 'inport == "p"')).toBe(
      'output("q");\n',
    );
  });

  test('a group ignores ports that do not exist', () => {
    const network = networkOf([[0, 0, '1', 'outport = "_MC"; output;']]);
    const gone = newRow(SB, 'Port_Binding', { logical_port: 'gone', tunnel_key: 9, datapath });
    const group = newRow(SB, 'Multicast_Group', { name: '_MC', tunnel_key: 32768, datapath, ports: [gone, ports[1]!] });
    const flows = [...network.flows.all(), egressOf(network)];
    expect(minimal(withFlows({ ...network, Multicast_Group: [group] }, flows), 'inport == "p"')).toBe('output("q");\n');
  });
});

/**
 * The dump is what `ovn-sbctl --uuid dump-flows` printed for a database in which ovn-trace chose 3, 1 and 1. The lines of
 * table 1 are in reverse order.
 */
test('UUIDs in a dump decide which of several flows is tried first', () => {
  const dump = `Datapath: "sw0" (36893e19-de32-4506-a70b-608dec232375)  Pipeline: ingress
  uuid=0x2b6505a9, table=0 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 1; next;)
  uuid=0xdc1248aa, table=0 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 2; next;)
  uuid=0x9b67da98, table=0 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 3; next;)
  uuid=0x5f6ba074, table=1 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 3; next;)
  uuid=0xfc3ffaad, table=1 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 2; next;)
  uuid=0x1c3446c8, table=1 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 1; next;)
  uuid=0x22bec952, table=2 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 1; next;)
  uuid=0xf6398703, table=2 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 2; next;)
  uuid=0xecac40af, table=2 (ls_in_x            ), priority=5    , match=(inport == "vm1"), action=(eth.src[0..7] = 3; next;)
`;
  const { network } = readFlowDump({ name: 'flows.txt', text: dump });
  expect(minimal(network, 'inport == "vm1"')).toBe('eth.src[0..7] = 3;\neth.src[0..7] = 1;\neth.src[0..7] = 1;\n');
});

/** ovn-trace crashes on a match of a field that only ovn-controller writes. */
test('no packet has the MTU of a router', () => {
  const network = networkOf([
    [0, 1, 'icmp4.frag_mtu == 0', 'pkt.mark = 1;'],
    [0, 0, '1', 'pkt.mark = 2;'],
  ]);
  expect(minimal(network, 'inport == "p" && icmp4')).toBe('pkt.mark = 2;\n');
});

/**
 * Of the VIPs with the same address, ovn-trace compares only the port of the first. Which VIP is first depends on Open
 * vSwitch's hash of their texts (lib/smap.c, lib/hash.c).
 */
describe('the hairpin check uses one VIP of an address', () => {
  const FLOWS: readonly Flow[] = [[0, 0, '1', 'reg0[6] = chk_lb_hairpin_reply(); next;']];
  const DNATTED = 'inport == "p" && ct.trk && ct.dnat && ip4.src == 10.5.0.1 && ip4.dst == 10.5.0.1';
  const seen = (ports: readonly number[]): number[] => {
    const network = networkOf(
      FLOWS,
      ports.map(port => `0.0.0.0:${port}`),
    );
    return ports.filter(port => minimal(network, `${DNATTED} && tcp.dst == ${port}`).includes('reg0[6] = 1'));
  };

  test('53 before 80', () => expect(seen([53, 80])).toEqual([53]));

  // The first VIP of the map is used.
  test.each([
    [[443, 53, 80], 53],
    [[443, 53, 80, 8080, 9153], 8080],
  ])('of %j', (ports, expected) => expect(seen(ports)).toEqual([expected]));
});

describe('a packet in a loop', () => {
  const circle = networkOf([[0, 0, '1', 'clone { next(table=0); };']]);
  const trace = new Tracer(circle).trace({ datapath: 'sw0', microflow: 'inport == "p"' });

  // The trace is as deep as it is long. A recursive print would fail with a RangeError. The text is far too long for a diff.
  test.each([
    ['detailed', 'the packet loops'],
    ['summary', 'the trace goes on'],
    ['minimal', 'the trace goes on'],
  ] as const)('is traced up to a limit: %s', (style, end) => {
    expect(renderTrace(trace, [style]).slice(-200).includes(end)).toBe(true);
  });
});

/** ovn-controller replaces variables with the values of its own chassis (man ovn-sb, Chassis_Template_Var). */
describe('template variables', () => {
  const chassis = newRow(SB, 'Chassis', { name: 'worker-0', hostname: 'worker-0.example.org' });
  const variables = new Map([['vip', '10.0.0.1']]);
  const flows: Flow[] = [
    [0, 1, 'ip4.dst == ^vip && ip4.src == 10.0.0.0/8', 'ip4.src = ^vip;'],
    [0, 0, '1', 'drop;'],
  ];
  const network = {
    ...networkOf(flows),
    Chassis: [chassis],
    Chassis_Template_Var: [newRow(SB, 'Chassis_Template_Var', { chassis: 'worker-0', variables })],
  };
  const packet = {
    datapath: 'sw0',
    microflow: 'inport == "q" && eth.type == 0x800 && ip4.src == 10.0.0.9 && ip4.dst == 10.0.0.1',
  };

  test.each([undefined, 'worker-0', 'worker-0.example.org'])('have the values of chassis %s', name => {
    const tracer = new Tracer(network, name === undefined ? {} : { chassis: name });
    expect(renderTrace(tracer.trace(packet), ['detailed'])).toMatch(/ip4\.dst == \^vip.*\n +ip4\.src = 10\.0\.0\.1;/);
  });

  test.each([{ isStrict: true }, { chassis: 'worker-1' }])('have none with %o', options => {
    const tracer = new Tracer(network, options);
    expect(renderTrace(tracer.trace(packet), ['detailed'])).toMatch(/0\. t: 1, priority 0\n +drop;/);
    expect(tracer.diagnostics.map(({ message }) => message)).toEqual([`${flows[0]![2]}: parsing expression failed`]);
  });

  test('may be missing from actions', () => {
    const tracer = new Tracer(networkOf([[0, 0, '1', 'outport = ^nowhere; output;']]));
    expect(renderTrace(tracer.trace(packet), ['detailed'])).toContain('no match');
    expect(tracer.diagnostics.map(({ message }) => message)).toEqual([
      'outport = ^nowhere; output;: parsing actions failed',
    ]);
  });
});

/** Man ovn-sb, Logical_Flow, is_chassis_resident(); ovn-trace takes every port that exists as resident. */
describe('a flow for the chassis of a port', () => {
  const [worker, other] = ['worker-0', 'worker-1'].map(name => newRow(SB, 'Chassis', { name }));
  const network = {
    ...networkOf([
      [0, 2, 'is_chassis_resident("q")', 'pkt.mark = 2;'],
      [0, 1, 'is_chassis_resident("p")', 'pkt.mark = 1;'],
      [0, 0, 'is_chassis_resident("")', 'pkt.mark = 3;'],
    ]),
    Chassis: [worker!, other!],
    Port_Binding: [{ ...ports[0]!, chassis: worker! }, ports[1]!],
  };

  test.each([
    ['on the chassis of another port', { chassis: 'worker-0' }, 1],
    ['on a chassis without ports', { chassis: 'worker-1' }, 3],
    ['without a chassis', {}, 2],
    ['as in ovn-trace', { isStrict: true }, 2],
  ])('%s', (_, options, mark) => {
    const trace = new Tracer(network, options).trace({ datapath: 'sw0', microflow: 'inport == "p"' });
    expect(renderTrace(trace, ['detailed'])).toContain(`pkt.mark = ${mark};`);
  });
});

/** Names are stored in lower case; queries may have any case (man ovn-nb, DNS). */
test.each([
  ['vm.Example.org', '1', '/* vm.Example.org: 10.0.0.5 fd00::5 */'],
  ['nobody.example.org', '0', '/* nobody.example.org: no such record here */'],
])('a DNS query for %s', (dnsQuery, found, remark) => {
  const records = new Map([['vm.example.org', '10.0.0.5 fd00::5']]);
  const flows: Flow[] = [
    [0, 0, '1', 'reg0[0] = dns_lookup(); next;'],
    [1, 0, `reg0[0] == ${found}`, 'drop;'],
  ];
  const network = { ...networkOf(flows), DNS: [newRow(SB, 'DNS', { records, datapaths: [datapath] })] };
  const answer = new Tracer(network).trace({ datapath: 'sw0', microflow: 'inport == "p" && ip4 && udp', dnsQuery });
  expect(renderTrace(answer, ['detailed'])).toContain(remark);
  expect(renderTrace(answer, ['detailed'])).toContain(` 1. t: reg0[0] == ${found}`);
});

/** ovn-trace 26.03.1 prints this. `remote_outport` is all of reg1, and other values can be in its upper half. */
test('a port is found by 16 bits, a match compares 32', () => {
  const network = networkOf([[0, 0, '1', 'reg1 = 0x10002; outport = remote_outport; output;']]);
  const egress = { ...network.flows.all()[0]!, pipeline: 'egress' } as const;
  const flows = [
    ...network.flows.all(),
    { ...egress, priority: 1, match: 'outport == "q"', actions: 'reg0 = 1; output;' },
    { ...egress, actions: 'reg0 = 2; output;' },
  ];
  const tracer = new Tracer(withFlows(network, flows));
  const text = renderTrace(tracer.trace({ datapath: 'sw0', microflow: 'inport == "p"' }), ['detailed']);
  expect(text).toContain('egress(dp="sw0", inport="p", outport="q")');
  expect(text).toContain('    reg0 = 2;\n    output;\n    /* output to "q", type "" */\n');
});
