/** A project that depends on the packed package, in a folder that knows nothing else of udon. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../support/root.ts';

const PROJECT = fileURLToPath(new URL('project', import.meta.url));

export interface Project {
  readonly folder: string;
  remove(): void;
}

/** Nothing is fetched: the package depends on nothing. */
export function createProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'udon-project-'));
  cpSync(PROJECT, folder, { recursive: true });
  npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const archive = readdirSync(folder).find(name => name.endsWith('.tgz'))!;
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${archive}`);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

const npm = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
