/** A DHCPDISCOVER on a switch with many VMs, compared with the real ovn-trace: one trace, and many traces. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { southboundOf } from './inputs/databases.mjs';
import { macOf, portName } from './inputs/many-vms.mjs';
import { FOLDER, measure, udon } from './measure.mjs';
import { HAS_OVN, NO_OVN, withOvnTrace } from './real-ovn.mjs';
import { grouped, row } from './table.mjs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { readDatabase, readLogicalNetwork, Tracer } = await import(LIBRARY.href);

const ONCE = [2_000, 10_000];
const OFTEN = 10_000;
const BATCH = 2_000;
const ASKED = 20;
const SURVEYED = 2_000;
const RUNS = 3;

const discover = index =>
  `inport == "${portName(index)}" && eth.src == ${macOf(index)} && ip4.src == 0.0.0.0 && ` +
  'ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';

const words = index => ['--ct', 'new', 'vms', discover(index)];

export async function* traceRows() {
  for (const count of ONCE) yield await onceRow(count);
  yield await batchRow(OFTEN);
  for (const count of ONCE) yield parsedRow(count);
  yield surveyRow(SURVEYED);
}

const sizeOf = (count, { flows }) => `${grouped(count)} VMs, ${grouped(flows)} flows`;

async function onceRow(count) {
  const database = southboundOf(count);
  const own = udon('trace', '-f', database.path, ...words(count / 2));
  const measured = HAS_OVN
    ? await withOvnTrace(database.path, ({ ovnTrace }) => measure(RUNS, own, ovnTrace(...words(count / 2))))
    : [...measure(RUNS, own), NO_OVN];
  const [{ stdout }, { stdout: expected = stdout }] = measured;
  if (stdout !== expected) throw new Error(`${count} VMs: udon and ovn-trace do not say the same`);
  return row('DHCPDISCOVER, traced once', sizeOf(count, database), ...measured);
}

/** A command without a counterpart in OVN: which server answers each VM, or why none does. */
function surveyRow(count) {
  const database = southboundOf(count);
  return row('udon dhcp --all', sizeOf(count, database), ...measure(RUNS, udon('dhcp', '--all', '-f', database.path)));
}

/** The time for each further trace, each of another VM. A new process sends each request to the daemon. */
async function batchRow(count) {
  const database = southboundOf(count);
  const own = further(
    BATCH,
    traces => measure(RUNS, udon('trace', '-f', database.path, '--batch', batchOf(traces)))[0],
  );
  const real = HAS_OVN ? await withOvnTrace(database.path, daemonTime) : NO_OVN;
  return row('each further one, --batch and daemon', sizeOf(count, database), own, real);
}

function further(traces, run) {
  const [one, many] = [run(1), run(traces)];
  return { ...many, milliseconds: (many.milliseconds - one.milliseconds) / (traces - 1) };
}

function batchOf(traces) {
  const file = join(FOLDER, `${traces}.jsonl`);
  const lines = Array.from({ length: traces }, (_, index) => JSON.stringify({ args: words((index * 7919) % OFTEN) }));
  writeFileSync(file, lines.join('\n'));
  return file;
}

function daemonTime({ startDaemon, ask }) {
  startDaemon();
  const times = Array.from(
    { length: ASKED },
    (_, index) => measure(1, ask('trace', 'vms', discover(index)))[0].milliseconds,
  );
  return { milliseconds: times.reduce((sum, time) => sum + time) / ASKED };
}

function parsedRow(count) {
  const database = southboundOf(count);
  const { value } = readDatabase(readFileSync(database.path), database.path);
  const { value: network } = readLogicalNetwork(value.tables, value.name);
  const tracer = new Tracer(network);
  tracer.trace({ datapath: 'vms', microflow: discover(count / 2) });
  const { matches, actions } = tracer.parsedCount;
  return row('parsed for it, of those flows', sizeOf(count, database), `${matches} matches, ${actions} actions`);
}
