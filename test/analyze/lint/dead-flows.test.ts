/**
 * Flows that no packet can meet. Every flow of recorded networks is also compared with all flows before it, without witnesses
 * and without an index, and the lookup of the tracer never chooses a flow that counts as dead.
 */
import { describe, expect, it } from 'vitest';
import { deadFlows } from '../../../src/analyze/lint/dead-flows.ts';
import { isKnownDead } from '../../../src/analyze/lint/known-flows.ts';
import { witnessOf } from '../../../src/analyze/lint/witness.ts';
import type { LogicalFlow, LogicalNetwork } from '../../../src/network/logical-network.ts';
import { Packet } from '../../../src/ovn/fields/packet.ts';
import { Diagram, EMPTY } from '../../../src/symbolic/diagram/diagram.ts';
import { LEAF, type Node } from '../../../src/symbolic/diagram/node-table.ts';
import { KnownBits } from '../../../src/symbolic/packets/known-bits.ts';
import { matching } from '../../../src/symbolic/packets/of-expression.ts';
import { bitOf, maskOf, wordOf } from '../../../src/symbolic/packets/variables.ts';
import { wellFormed } from '../../../src/symbolic/question.ts';
import { chassisView } from '../../../src/trace/choose/chassis-view.ts';
import { FlowLookup, type FlowPlace } from '../../../src/trace/choose/flow-lookup.ts';
import { TracedNetwork } from '../../../src/trace/choose/traced-network.ts';
import { Gaps } from '../../../src/trace/gaps/gap.ts';
import { networkOf } from '../../support/recorded-traces.ts';
import { randomNumbers } from '../../symbolic/random-packets.ts';

const RECORDINGS = [
  'networks/25.03.0/a-policies',
  'networks/26.03.1/a-remote-service',
  'networks/25.03.0/random/r6',
  'routers/25.03.0/r235',
];

const nameOf = ({ datapath, pipeline, table, priority, match }: LogicalFlow): string =>
  `${datapath._uuid} ${pipeline} ${table} ${priority} ${match}`;

/** What the engine has of a network, for one diagram. */
function engineOf(network: LogicalNetwork) {
  const traced = new TracedNetwork(network);
  const lookup = new FlowLookup(traced, chassisView(network), { isPartial: false, isStrict: false });
  const diagram = new Diagram();
  const within = wellFormed(diagram);
  const matched = (flow: LogicalFlow): Node | undefined => {
    const datapath = traced.datapath(flow.datapath);
    const parsed = lookup.parsed(flow, datapath);
    if (!parsed?.body || parsed.doubt || flow.match.includes('is_chassis_resident')) return undefined;
    const reading = { diagram, known: new KnownBits(), portKeys: datapath.portKeys, ofHeaders: new Map() };
    const packets = matching(parsed.condition.expression, within, reading);
    return parsed.body.prereqs ? matching(parsed.body.prereqs.expression, packets, reading) : packets;
  };
  const placeOf = ({ datapath, pipeline, table }: LogicalFlow): FlowPlace => ({
    datapath: traced.datapath(datapath),
    pipeline,
    table,
  });
  return { lookup, diagram, matched, placeOf };
}

/** Every dead flow, by the definition. */
function byDefinition(network: LogicalNetwork): string[] {
  const { diagram, matched } = engineOf(network);
  const tables = new Map<string, LogicalFlow[]>();
  for (const flow of network.flows.all()) {
    const key = `${flow.datapath._uuid} ${flow.pipeline} ${flow.table}`;
    tables.set(key, [...(tables.get(key) ?? []), flow]);
  }
  return [...tables.values()].flatMap(flows => {
    const sorted = [...flows].sort((a, b) => b.priority - a.priority);
    let [higher, tied, priority]: [Node, Node, number] = [EMPTY, EMPTY, Number.NaN];
    return sorted.flatMap(flow => {
      if (flow.priority !== priority) {
        [higher, tied, priority] = [diagram.union(higher, tied), EMPTY, flow.priority];
      }
      const packets = matched(flow);
      if (packets === undefined) return [];
      tied = diagram.union(tied, packets);
      return diagram.without(higher, packets) === EMPTY ? [nameOf(flow)] : [];
    });
  });
}

/** A random packet of a set, with random registers. */
function anyPacketIn(diagram: Diagram, set: Node, random: () => number): Packet {
  const packet = new Packet();
  for (let word = 0; word < packet.words.length; word++) packet.words[word] = random() * 2 ** 32;
  for (let at = set; diagram.variableOf(at) !== LEAF; ) {
    const bit = bitOf(diagram.variableOf(at));
    const [low, high] = [diagram.low(at), diagram.high(at)];
    const isSet = low === EMPTY || (high !== EMPTY && random() < 0.5);
    if (isSet) packet.words[wordOf(bit)]! |= maskOf(bit);
    else packet.words[wordOf(bit)]! &= ~maskOf(bit);
    at = isSet ? high : low;
  }
  return packet;
}

describe.each(RECORDINGS)('%s', recording => {
  const network = networkOf(recording);
  const dead = [...deadFlows(network, false)];

  it('has the dead flows that the definition has', { timeout: 60_000 }, () => {
    const found = dead.map(({ flow }) => nameOf(flow)).sort();
    expect(found).toEqual(byDefinition(network).sort());
    expect(found.length).toBeGreaterThan(3);
  });

  it('has no dead flow that a packet meets', () => {
    const { lookup, diagram, matched, placeOf } = engineOf(network);
    const random = randomNumbers(3);
    for (const { flow, by } of dead) {
      const packets = matched(flow)!;
      expect(packets === EMPTY, nameOf(flow)).toBe(by.length === 0);
      for (let count = 0; packets !== EMPTY && count < 20; count++) {
        const met = lookup.find(placeOf(flow), anyPacketIn(diagram, packets, random), new Gaps())?.flow;
        expect(met!.priority, nameOf(flow)).toBeGreaterThan(flow.priority);
      }
    }
  });
});

it('leaves out what ovn-northd itself writes in a network without faults', () => {
  for (const recording of RECORDINGS.slice(0, 2)) {
    const others = [...deadFlows(networkOf(recording))].filter(({ flow }) => !isKnownDead(flow));
    // Rules of OVN-Kubernetes name sets of addresses that are empty.
    for (const { flow, by } of others) expect([flow.match.includes('$'), by]).toEqual([true, []]);
  }
});

it('makes packets that most matches fit', () => {
  const network = networkOf(RECORDINGS[0]!);
  const { lookup, placeOf } = engineOf(network);
  const random = randomNumbers(5);
  const flows = network.flows.all().filter(({ match }) => match !== '1');
  const fitting = flows.filter(flow => {
    const place = placeOf(flow);
    const parsed = lookup.parsed(flow, place.datapath);
    if (!parsed) return false;
    const packet = witnessOf(parsed.condition.expression, place.datapath.portKeys, random, new Packet());
    return (lookup.find(place, packet, new Gaps())?.flow.priority ?? -1) >= flow.priority;
  });
  expect(fitting.length / flows.length).toBeGreaterThan(0.8);
});
