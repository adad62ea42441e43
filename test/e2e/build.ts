/** Builds the command and the page before the tests that run them, if a file in src/ or web/ is newer than the build. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { ROOT } from '../support/udon.ts';

export default function build(): void {
  const built = statSync(`${ROOT}/dist/udon.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(...['src', 'web'].map(newestIn));
  if (newest > built) execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'ignore' });
}

function newestIn(folder: string): number {
  const paths = readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' });
  return Math.max(...paths.map(path => statSync(`${ROOT}/${folder}/${path}`).mtimeMs));
}
