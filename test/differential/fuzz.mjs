/**
 * Repeats the differential suites with new seeds until the time is over: `npm run fuzz -- --minutes 30`. Each run prints
 * its seed. A run that finds a difference shows it with the command that replays it; the other runs continue.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const DEFAULT_MINUTES = '10';
const SUITES = /^(traces|flows|dhcp.*)\.test\.ts$/;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: DEFAULT_MINUTES } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) fail(`--minutes: ${values.minutes} is not a number of minutes`);
if (!process.env.OVN_ROOT) fail('OVN_ROOT does not name the root of a system with OVN 25.03; see CONTRIBUTING.md');

const suites = readdirSync(new URL('.', import.meta.url)).filter(name => SUITES.test(name));
const end = Date.now() + minutes * 60_000;
const failed = [];
for (let run = 0; Date.now() < end; run++) {
  const suite = `test/differential/${suites[run % suites.length]}`;
  const seed = randomInt(2 ** 31);
  console.log(`${suite}, seed ${seed}`);
  if (!passes(suite, seed)) failed.push(`UDON_SEED=${seed} npx vitest run ${suite}`);
}
if (failed.length > 0) fail(['differences were found:', ...failed].join('\n'));

function passes(suite, seed) {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const env = { ...process.env, UDON_SEED: String(seed) };
  return spawnSync(process.execPath, [vitest, 'run', suite], { env, stdio: 'inherit' }).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
