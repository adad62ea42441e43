/** Runs the built command, as a user would, in the project's folder. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from './root.ts';

export { ROOT };

const MAIN = fileURLToPath(new URL('../../dist/main.mjs', import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of processes that tests start. `npm run coverage` also counts the lines that they run. */
export const ENVIRONMENT = {
  ...process.env,
  ...(process.env.COVERAGE && { NODE_V8_COVERAGE: `${ROOT}/coverage/processes` }),
  OVN_NB_DB: '',
  OVN_SB_DB: '',
};

export function udon(args: readonly string[], input: string | Buffer = ''): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: ENVIRONMENT,
  });
  return { status, stdout, stderr };
}

/** Runs a command line of the documentation in a shell in which `udon` is the built command. */
export function shell(commandLine: string): Ran {
  const script = `udon() { "${process.execPath}" "${MAIN}" "$@"; }; ${commandLine}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
  return { status, stdout, stderr };
}
