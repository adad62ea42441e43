/**
 * Measures whole processes, as a user starts them: their time from start to end, and their maximum memory. Machines differ
 * and run other programs. So the ratio counts, and the fastest of several runs, because other programs only add time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder for all files. It is removed when the bench ends. */
export const FOLDER = mkdtempSync(join(tmpdir(), 'udon-bench-'));
process.on('exit', () => rmSync(FOLDER, { recursive: true }));

export const node = (...args) => [process.execPath, ...args];
export const udon = (...args) => node('dist/main.mjs', ...args);

/** GNU time measures the memory of any program. Without it, the column is empty. */
const TIME = '/usr/bin/time';
const USAGE = join(FOLDER, 'usage');

function once(command) {
  const timed = existsSync(TIME) ? [TIME, '-f', '%M', '-o', USAGE, ...command] : command;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(timed[0], timed.slice(1), {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${command.join(' ')}: exit status ${status}\n${stderr}`);
  const megabytes = existsSync(TIME) ? Number(readFileSync(USAGE, 'utf8')) / 1024 : undefined;
  return { milliseconds, megabytes, stdout };
}

/** The fastest of several alternating runs of each command; undefined for a value that is not a command. */
export function measure(runs, ...commands) {
  const measured = commands.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, command] of commands.entries()) if (command) measured[index].push(once(command));
  }
  return measured.map(each => each.toSorted((a, b) => a.milliseconds - b.milliseconds)[0]);
}
