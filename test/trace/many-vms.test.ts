/** On a switch of many VMs, few flows are parsed for a packet. */
import { beforeAll, expect, test } from 'vitest';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { macOf, manyVms, portName } from '../bench/inputs/many-vms.mjs';

const COUNT = 500;

const discover = (index: number) =>
  `inport == "${portName(index)}" && eth.src == ${macOf(index)} && ip4.src == 0.0.0.0 && ` +
  'ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';

let network: LogicalNetwork;
beforeAll(() => {
  network = compileNetwork(manyVms(COUNT) as Nb, { release: '25.03.0' }).network;
});

const traceOf = (tracer: Tracer, index: number): string =>
  renderTrace(tracer.trace({ datapath: 'vms', microflow: discover(index) }), ['detailed']);

test('a DHCPDISCOVER needs few matches and fewer actions, however many VMs there are', () => {
  const tracer = new Tracer(network);
  expect(traceOf(tracer, 7)).toContain(`/* output to "${portName(7)}", type "" */`);
  const { matches, actions } = tracer.parsedCount;
  expect(network.flows.all().length).toBeGreaterThan(7 * COUNT);
  expect(matches).toBeLessThan(100);
  expect(actions).toBeLessThanOrEqual(matches);
});

test('for another VM, only its own flows are parsed', () => {
  const tracer = new Tracer(network);
  traceOf(tracer, 7);
  const before = tracer.parsedCount;
  traceOf(tracer, 17);
  const { matches, actions } = tracer.parsedCount;
  expect(matches - before.matches).toBeLessThan(8);
  expect(actions - before.actions).toBeLessThan(8);
});
