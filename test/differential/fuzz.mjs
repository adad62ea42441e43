/**
 * Repeats the differential suites with new seeds until the time is over: `npm run fuzz -- --minutes 30`, or one of them
 * with `--suite flows`. Each run prints its seed. A run that finds a difference shows it with the command that replays it;
 * the other runs continue. At the end, the counts of all runs without a difference are added.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const DEFAULT_MINUTES = '10';
const SUITES = /^(traces|flows|dhcp.*)\.test\.ts$/;
/** What a suite prints at its end: numbers and what they count. */
const COUNTED = /identical to/;
const COUNT = /(\d+) (flows|traces|replies|frames|cases)/g;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: DEFAULT_MINUTES }, suite: { type: 'string' } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) fail(`--minutes: ${values.minutes} is not a number of minutes`);
if (!process.env.OVN_ROOT) fail('OVN_ROOT does not name the root of a system with OVN 25.03; see CONTRIBUTING.md');

const suites = readdirSync(new URL('.', import.meta.url)).filter(
  name => SUITES.test(name) && (values.suite === undefined || name === `${values.suite}.test.ts`),
);
if (suites.length === 0) fail(`--suite: ${values.suite} is not a suite of random cases`);
const end = Date.now() + minutes * 60_000;
const failed = [];
const totals = new Map();
for (let run = 0; Date.now() < end; run++) {
  const suite = `test/differential/${suites[run % suites.length]}`;
  const seed = randomInt(2 ** 31);
  console.log(`${suite}, seed ${seed}`);
  if (!passes(suite, seed)) failed.push(`UDON_SEED=${seed} npx vitest run ${suite}`);
}
for (const [what, count] of totals) console.log(`identical in all: ${count} ${what}`);
console.log(`runs with a difference: ${failed.length}`);
if (failed.length > 0) fail(['differences were found:', ...failed].join('\n'));

function passes(suite, seed) {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const env = { ...process.env, UDON_SEED: String(seed), NO_COLOR: '1' };
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', suite], {
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  for (const line of stdout.split('\n').filter(text => COUNTED.test(text))) {
    for (const [, count, what] of line.matchAll(COUNT)) totals.set(what, (totals.get(what) ?? 0) + Number(count));
  }
  return status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
