/**
 * `npm run fuzz`: every reader gets files that no program writes, and must say what is wrong in bounded time and memory:
 *
 *     npm run fuzz -- --mutations 100000 --seed 1 --reader 'flow dump'
 *
 * With `--minutes`, random cases are compared with the real OVN instead (test/differential/fuzz.mjs).
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

/** Seconds for one file, of which the largest is of 50 kilobytes, and megabytes for objects and for the whole process. */
const LONGEST = 10;
const MOST_OBJECTS = 256;
const MOST_MEMORY = 1024;
/** How many faults of a reader are shown. */
const SHOWN = 3;

const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    reader: { type: 'string' },
    only: { type: 'string' },
    minutes: { type: 'string' },
    suite: { type: 'string' },
  },
});

if (values.minutes !== undefined) await import('../differential/fuzz.mjs');
else process.exitCode = (await fuzzAll()) ? 0 : 1;

async function fuzzAll() {
  const [worker, table] = await bundled('worker.ts', 'readers.ts');
  const { READERS } = await import(pathToFileURL(table).href);
  const waiting = READERS.filter(({ name }) => values.reader === undefined || name === values.reader);
  console.log(`seed ${values.seed}`);
  const results = [];
  const workThrough = async () => {
    for (let reader = waiting.shift(); reader; reader = waiting.shift()) results.push(await fuzzReader(worker, reader));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, workThrough));
  const memory = Math.round(process.resourceUsage().maxRSS / 2 ** 10);
  console.log(`largest size of the process: ${memory} MB`);
  return results.every(Boolean) && memory <= MOST_MEMORY;
}

/** Whether the reader has no fault. */
async function fuzzReader(worker, { name, share }) {
  const seed = Number(values.seed);
  const all = Number(values.mutations) * (values.reader === undefined ? share / 100 : 1);
  const [first, count] = values.only === undefined ? [0, Math.round(all)] : [Number(values.only), 1];
  const start = performance.now();
  const { faults, slowest } = await fuzz(worker, { reader: name, seed, first, count });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const slow = slowest ? `, the slowest ${Math.round(slowest.milliseconds)} ms (${slowest.mutation})` : '';
  console.log(`${name}: ${count} mutations in ${seconds} s${slow}, faults: ${faults.length}`);
  for (const { mutation, fault } of faults.slice(0, SHOWN))
    console.log(`npm run fuzz -- --seed ${seed} --reader '${name}' --only ${mutation}\n${fault}`);
  return faults.length === 0;
}

/** Runs the mutations in a thread, and in another one those after a mutation that ends the thread. */
async function fuzz(worker, task) {
  const faults = [];
  let slowest;
  for (let { first, count } = task; count > 0; ) {
    const found = await inThread(worker, { ...task, first, count });
    faults.push(...found.faults);
    slowest = found.slowest ?? slowest;
    if (found.ended === undefined) break;
    count -= found.ended + 1 - first;
    first = found.ended + 1;
  }
  return { faults, slowest };
}

function inThread(worker, task) {
  const now = new Int32Array(new SharedArrayBuffer(4)).fill(task.first);
  const thread = new Worker(worker, {
    workerData: { ...task, now },
    resourceLimits: { maxOldGenerationSizeMb: MOST_OBJECTS },
  });
  const faults = [];
  let slowest;
  let ended;
  const end = fault => {
    ended = now[0];
    faults.push({ mutation: ended, fault });
  };
  let seen = -1;
  const watch = setInterval(() => {
    if (now[0] === seen) {
      end(`it takes more than ${LONGEST} seconds`);
      thread.terminate();
    }
    seen = now[0];
  }, LONGEST * 1000);
  thread.on('message', found => {
    if (found.slowest) slowest = found.slowest;
    else faults.push(found);
  });
  thread.on('error', fault =>
    end(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `more than ${MOST_OBJECTS} MB` : fault.stack),
  );
  return new Promise(resolve =>
    thread.on('exit', () => {
      clearInterval(watch);
      resolve({ faults, slowest, ended });
    }),
  );
}

async function bundled(...files) {
  const outdir = mkdtempSync(join(tmpdir(), 'udon-fuzz-'));
  await build({
    entryPoints: files.map(file => fileURLToPath(new URL(file, import.meta.url))),
    bundle: true,
    platform: 'node',
    format: 'esm',
    outdir,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
  });
  return files.map(file => join(outdir, file.replace('.ts', '.mjs')));
}
