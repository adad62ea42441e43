/** Builds the command before the tests that run it, if a file in src/ is newer than the build. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { ROOT } from '../support/udon.ts';

export default function build(): void {
  const built = statSync(`${ROOT}/dist/main.mjs`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(`${ROOT}/src`, { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map(path => statSync(`${ROOT}/src/${path}`).mtimeMs));
  if (newest > built) execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'ignore' });
}
