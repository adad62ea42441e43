/** On a switch of 2,000 VMs with 16,000 flows, an explanation traces at most three packets, and parses few of the flows. */
import { afterEach, expect, test, vi } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import type { Opened } from '../../../src/app/sources/opened.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import type { Nb } from '../../../src/ovn/schema/nb.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { manyVms, portName } from '../../bench/inputs/many-vms.mjs';

const nb = manyVms(2000) as Nb;
const { network } = compileNetwork(nb, { release: '25.03.0' });
const opened: Opened = { network, nb, isCompiled: true, isDump: false, read: [], ignored: [] };

afterEach(() => vi.restoreAllMocks());

test.each([
  [7, 17, 'tcp/80'],
  [7, 1999, 'udp/53'],
  [1200, 3, 'icmp'],
])('vm%i to vm%i, %s', async (from, to, protocol) => {
  expect(network.flows.all().length).toBeGreaterThan(16_000);
  const calls = (['trace', 'traceFrom', 'traceArrival'] as const).map(name => vi.spyOn(Tracer.prototype, name));
  const answer = await explainIn(opened, { from: portName(from), to: portName(to), protocol });
  const traces = calls.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  expect('value' in answer && answer.value.verdict).toMatch(/yes|no/);
  expect(traces).toBeGreaterThan(0);
  expect(traces).toBeLessThanOrEqual(3);
});
