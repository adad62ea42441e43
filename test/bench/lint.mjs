/** Flows that no packet meets, in a network with many VMs. OVN has no program for it. */
import { southboundOf } from './inputs/databases.mjs';
import { measure, udon } from './measure.mjs';
import { grouped, row } from './table.mjs';

const RUNS = 3;

export function* lintRows() {
  for (const count of [500, 2_000]) {
    const database = southboundOf(count);
    const [measured] = measure(RUNS, udon('lint', database.path));
    yield row('udon lint', `${grouped(count)} VMs, ${grouped(database.flows)} flows`, measured);
  }
}
