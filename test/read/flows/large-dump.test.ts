/** A dump of many flows is read as bytes: flows are decoded when they are needed. */
import { expect, test } from 'vitest';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';
import { Tracer } from '../../../src/trace/trace.ts';

const COUNT = 100_000;
const PER_DATAPATH = 1000;

function dump(): Buffer {
  const parts: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    const network = Math.floor(index / PER_DATAPATH);
    if (index % PER_DATAPATH === 0)
      parts.push(
        `Datapath: "n${network}" (63c97e9f-194e-49b1-b075-${String(network).padStart(12, '0')})  Pipeline: ingress`,
      );
    const table = Math.floor((index % PER_DATAPATH) / 50);
    const match = `inport == "vm${index - (index % 50)}" && ip4.src == 10.0.0.${index % 250} && udp.src == 68`;
    parts.push(
      `  table=${String(table).padEnd(2)}(ls_in_stage_${table}       ), priority=${index % 50}    , match=(${match}), action=(next;)`,
    );
  }
  return Buffer.from(parts.join('\n'));
}

test('is read in a few bytes and microseconds a flow, and a trace makes few flows', () => {
  const bytes = dump();
  const before = process.cpuUsage();
  const { network, diagnostics } = readFlowDump({ name: 'large', bytes });
  new Tracer(network).trace({ microflow: 'inport == "vm0"', datapath: 'n0' } as Parameters<Tracer['trace']>[0]);
  const { user } = process.cpuUsage(before);
  expect(diagnostics).toEqual([]);
  expect(network.Datapath_Binding).toHaveLength(COUNT / PER_DATAPATH);
  expect(network.Port_Binding).toHaveLength(COUNT / 50);
  expect(user / COUNT).toBeLessThan(20);
  expect(network.flows.all()).toHaveLength(COUNT);
});
