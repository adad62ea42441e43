/** All packets from one VM to another, on a switch with many VMs. OVN has no program for it. */
import { southboundOf } from './inputs/databases.mjs';
import { portName } from './inputs/many-vms.mjs';
import { measure, udon } from './measure.mjs';
import { grouped, row } from './table.mjs';

const COUNTS = [2_000, 10_000];
const RUNS = 3;

export function* reachRows() {
  for (const count of COUNTS) {
    const database = southboundOf(count);
    const [measured] = measure(RUNS, udon('reach', '-f', database.path, portName(7), portName(17)));
    if (!measured.stdout.startsWith('yes: ')) throw new Error(`${count} VMs: ${measured.stdout}`);
    yield row('udon reach, VM to VM', `${grouped(count)} VMs, ${grouped(database.flows)} flows`, measured);
  }
}
