/** Runs the built `kubectl udon` with the stand-in of kubectl. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT, type Ran, ROOT } from '../../support/udon.ts';
import type { Scene } from './scene.ts';

const MAIN = join(ROOT, 'dist/kubectl-udon.mjs');
export const STAND_IN = fileURLToPath(new URL('stand-in.sh', import.meta.url));

/** What goes wrong, by resource or pod: `slow`, `cut BYTES`, or the message of a refusal. */
export type Faults = Readonly<Record<string, string>>;

export interface RanOverCluster extends Ran {
  /** The words of each call of kubectl. */
  readonly calls: readonly (readonly string[])[];
}

export function kubectlUdon(scene: Scene, args: readonly string[], faults: Faults = {}): RanOverCluster {
  const folder = mkdtempSync(join(tmpdir(), 'udon-'));
  const log = join(folder, 'calls.log');
  for (const [subject, fault] of Object.entries(faults)) writeFileSync(join(folder, subject), fault);
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args, `--kubectl=${STAND_IN}`], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...ENVIRONMENT, STAND_IN_SCENE: scene.folder, STAND_IN_LOG: log, STAND_IN_FAULTS: folder },
  });
  const calls = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status, stdout, stderr, calls: calls.map(line => line.split('\t').filter(Boolean)) };
}
