/**
 * How long things take: whole processes as a user starts them, beside an empty Node.js process. Machines differ and are
 * shared, so what counts is the ratio; each figure is the median of several runs.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { report } from './language.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = Number(process.env.RUNS ?? 9);
const SCENE = 'test/captures/25.03.0/a-primary-l2';
const DISCOVER =
  'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ' +
  'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';

const udon = (...args) => ['dist/main.mjs', ...args];

const WORK = [
  ['node -e 0', ['-e', '0']],
  ['udon --help', udon('--help')],
  ['one trace, scene a, sb.db', udon('trace', '-f', `${SCENE}/sb.db`, '--summary', DISCOVER)],
  ['250 traces, scene a, --batch', udon('trace', '-f', `${SCENE}/sb.db`, '--batch', `${SCENE}/traces.jsonl`)],
  ['manifests to flows, samples/cudn2', udon('flows', 'samples/cudn2')],
  ['DHCP conversation, samples/cudn2', udon('dhcp', '-f', 'samples/cudn2', 'fedora-1')],
];

function once(args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit status ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

const times = WORK.map(() => []);
for (let run = 0; run < RUNS; run++) {
  for (const [index, [, args]] of WORK.entries()) times[index].push(once(args));
}
const medians = times.map(median);
const width = Math.max(...WORK.map(([name]) => name.length));
console.log(`${'work'.padEnd(width)}  median ms  of an empty process`);
for (const [index, [name]] of WORK.entries()) {
  const ratio = medians[index] / medians[0];
  console.log(`${name.padEnd(width)}  ${medians[index].toFixed(0).padStart(9)}  ${ratio.toFixed(1).padStart(19)}`);
}

console.log('\nparsed and bound, after warming up');
report();
