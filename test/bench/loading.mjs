/** The time for loading is proportional to the size of the file: ten times the ports take about ten times as long. */
import { southboundOf } from './inputs/databases.mjs';
import { measure, node } from './measure.mjs';
import { duration, grouped, row } from './table.mjs';

const PORTS = [1_000, 10_000, 100_000];
const RUNS = 3;

export function* loadingRows() {
  for (const ports of PORTS) {
    const { path, megabytes } = southboundOf(ports);
    const [{ stdout, ...measured }] = measure(RUNS, node('test/bench/load.mjs', path));
    const milliseconds = Number(stdout);
    const size = `${grouped(ports)} ports, ${grouped(megabytes)} MB`;
    yield row(`loading, ${duration(milliseconds / ports)} a port`, size, { ...measured, milliseconds });
  }
}
