/** Northbound rows to flows, compared with the real ovn-northd: whole processes, and making the flows alone. */
import { northboundOf } from './inputs/databases.mjs';
import { manyVms } from './inputs/many-vms.mjs';
import { measure, udon } from './measure.mjs';
import { HAS_OVN, NO_OVN, runNorthd } from './real-ovn.mjs';
import { duration, grouped, row } from './table.mjs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { compileNetwork } = await import(LIBRARY.href);

const COMPARED = [2_000, 10_000];
const PORTS = [1_000, 10_000, 100_000];
const RUNS = 3;
const WARM_RUNS = 12;

const compileFile = count => measure(count > 10_000 ? 1 : RUNS, udon('flows', northboundOf(count).path))[0];

export async function* compileRows() {
  for (const count of COMPARED) {
    const runs = HAS_OVN ? [await runNorthd(northboundOf(count).path), await runNorthd(northboundOf(count).path)] : [];
    const [real = NO_OVN] = runs.toSorted((a, b) => a.milliseconds - b.milliseconds);
    yield row('northbound rows to flows, printed', `${grouped(count)} VMs`, compileFile(count), real);
    const building = HAS_OVN ? { milliseconds: real.building } : NO_OVN;
    yield row('making the flows alone, warm', `${grouped(count)} VMs`, compileWarm(count), building);
  }
  for (const ports of PORTS) {
    const measured = compileFile(ports);
    const size = `${grouped(ports)} ports, ${grouped(northboundOf(ports).megabytes)} MB`;
    yield row(`compiled, ${duration(measured.milliseconds / ports)} a port`, size, measured);
  }
}

/** The fastest run, measured by ovn-northd's own stopwatch. */
function compileWarm(count) {
  const nb = manyVms(count);
  const times = Array.from({ length: WARM_RUNS }, () => {
    const start = performance.now();
    compileNetwork(nb, { release: '25.03.0' });
    return performance.now() - start;
  });
  return { milliseconds: Math.min(...times) };
}
