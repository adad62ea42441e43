/** Northbound rows to flows, compared with the real ovn-northd: whole processes, and making the flows alone. */
import { northboundOf, routedOf } from './inputs/databases.mjs';
import { manyRouters } from './inputs/many-routers.mjs';
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

/** Networks of a number of ports: their rows, and these in a file. */
const NETWORKS = [
  { called: '', rows: manyVms, fileOf: northboundOf },
  { called: ', 100 routers', rows: manyRouters, fileOf: routedOf },
];

export async function* compileRows() {
  for (const network of NETWORKS) {
    for (const count of COMPARED) yield* comparedRows(network, count);
    for (const ports of PORTS) yield linearRow(network, ports);
  }
}

/** The runs of both programs alternate, so that other load on the machine affects both. */
async function* comparedRows({ called, rows, fileOf }, count) {
  const { path } = fileOf(count);
  const size = `${grouped(count)} VMs${called}`;
  const pairs = [];
  for (let run = 0; run < RUNS; run++) pairs.push([compileFile(path), HAS_OVN ? await runNorthd(path) : NO_OVN]);
  const [own, real] = [0, 1].map(side => fastest(pairs.map(pair => pair[side])));
  yield row('northbound rows to flows, printed', size, own, real);
  const building = HAS_OVN ? { milliseconds: Math.min(...pairs.map(([, { building }]) => building)) } : NO_OVN;
  yield row('making the flows alone, warm', size, compileWarm(rows(count)), building);
}

function linearRow({ called, fileOf }, ports) {
  const { path, megabytes } = fileOf(ports);
  const measured = fastest(Array.from({ length: ports > 10_000 ? 1 : RUNS }, () => compileFile(path)));
  const size = `${grouped(ports)} ports${called}, ${grouped(megabytes)} MB`;
  return row(`compiled, ${duration(measured.milliseconds / ports)} a port`, size, measured);
}

const compileFile = path => measure(1, udon('flows', path))[0];
const fastest = runs => runs.toSorted((a, b) => a.milliseconds - b.milliseconds)[0];

/** The fastest run, measured by ovn-northd's own stopwatch. */
function compileWarm(nb) {
  const times = Array.from({ length: WARM_RUNS }, () => {
    const start = performance.now();
    compileNetwork(nb, { release: '25.03.0' });
    return performance.now() - start;
  });
  return { milliseconds: Math.min(...times) };
}
