/**
 * The real OVN for tests: an ovsdb-server with an empty northbound and southbound database, and one for a switch, in its own
 * folder, and its client programs. `OVN_ROOT` names the root of a system in which OVN is installed, for example one that
 * debootstrap unpacked. The programs run with that system's own loader and libraries.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { followedRelease, type Release } from '../../../src/ovn/release/release.ts';
import { commandLine } from './command-line.mjs';

const ROOT = process.env.OVN_ROOT;
const DATABASES = { nb: 'ovn/ovn-nb', sb: 'ovn/ovn-sb', conf: 'openvswitch/vswitch' } as const;
/** Milliseconds between checks of a condition, and the number of checks. */
const PAUSE = 50;
const MOST_LOOKS = 200;

/** A group of tests that need the real OVN. Without it, one skipped test names the reason. */
export function describeWithOvn(title: string, body: () => void): void {
  if (ROOT) describe(title, body);
  else test(title, ({ skip }) => skip('OVN_ROOT does not name the root of a system with OVN'));
}

/** The release of the programs in `OVN_ROOT`: the last word of `ovn-northd 25.03.0`. */
export function realRelease(): Release {
  const [title = ''] = execFileSync(...commandLine('ovn-northd', ['--version']), { encoding: 'utf8' }).split('\n');
  const release = followedRelease(title.split(' ').at(-1)!);
  if (!release) throw new Error(`flows cannot be compiled for the release of ${ROOT}: ${title}`);
  return release;
}

export interface Sandbox {
  /** The address on which the server listens, in the notation of OVSDB programs. */
  readonly remote: string;
  /** The path of a file in the sandbox's folder. The server's files `nb.db`, `sb.db` and `conf.db` are there. */
  path(name: string): string;
  /** Runs a program, such as ovn-nbctl, and returns its output. Throws with its error message. */
  run(program: string, ...args: readonly string[]): string;
  /** The same, without an exception if it fails. The status is undefined after a signal or a timeout. */
  ask(
    program: string,
    ...args: readonly string[]
  ): Promise<{ readonly status: number | undefined; readonly stdout: string }>;
  /** Starts a program that runs until the sandbox is stopped, such as ovn-northd. */
  start(program: string, ...args: readonly string[]): void;
  /** Sends the parameters of a `transact`; resolves to the result of each operation. */
  transact(params: readonly unknown[]): Promise<readonly OperationResult[]>;
  /** The same for operations that must succeed. Throws with the server's message if it rejects one. */
  change(params: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

export interface OperationResult {
  readonly error?: string;
  readonly details?: string;
  readonly [member: string]: unknown;
}

/** Starts a server with empty databases, on which not even `ovn-nbctl init` has run. */
export async function startSandbox(): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'udon-ovn-'));
  const socket = join(folder, 'db.sock');
  const remote = `unix:${socket}`;
  const env = { ...process.env, OVN_RUNDIR: folder, OVS_RUNDIR: folder, OVN_NB_DB: remote, OVN_SB_DB: remote };
  const daemons: ChildProcess[] = [];
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(...commandLine(program, args), { env, encoding: 'utf8', timeout: 60_000, maxBuffer: 2 ** 28 });
  const ask: Sandbox['ask'] = (program, ...args) =>
    new Promise(resolve =>
      execFile(...commandLine(program, args), { env, timeout: 5_000, maxBuffer: 2 ** 28 }, (error, stdout) =>
        resolve({ status: error ? numberIn(error.code) : 0, stdout }),
      ),
    );
  const start = (program: string, ...args: readonly string[]) =>
    void daemons.push(spawn(...commandLine(program, args), { env, stdio: 'ignore' }));
  const path = (name: string) => join(folder, name);

  for (const [name, schema] of Object.entries(DATABASES)) {
    run('ovsdb-tool', 'create', path(`${name}.db`), schemaFile(schema));
  }
  start('ovsdb-server', `--remote=p${remote}`, ...Object.keys(DATABASES).map(name => path(`${name}.db`)));
  await until(() => existsSync(socket), `${socket} does not appear`);
  return {
    remote,
    path,
    run,
    ask,
    start,
    transact: params => transact(socket, params),
    change: async params => {
      const failed = (await transact(socket, params)).filter(({ error }) => error);
      if (failed.length > 0) throw new Error(failed.map(({ error, details }) => `${error}: ${details}`).join('\n'));
    },
    stop: async () => {
      await Promise.all(daemons.map(ended));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const schemaFile = (schema: string): string => join(ROOT!, `usr/share/${schema}.ovsschema`);

/** The tables of a database in the release of OVN that is installed; udon also knows those of other releases. */
export const tablesOf = (database: keyof typeof DATABASES): string[] =>
  Object.keys(JSON.parse(readFileSync(schemaFile(DATABASES[database]), 'utf8')).tables);

const numberIn = (code: unknown): number | undefined => (typeof code === 'number' ? code : undefined);

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  for (let look = 0; !isSo(); look++) {
    if (look === MOST_LOOKS) throw new Error(otherwise);
    await setTimeout(PAUSE);
  }
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || !daemon.kill()) return;
  await new Promise(resolve => daemon.once('exit', resolve));
}

/** RFC 7047 section 4.1.3. */
async function transact(socket: string, params: readonly unknown[]): Promise<readonly OperationResult[]> {
  return ((await call(socket, 'transact', params)) as OperationResult[]).filter(Boolean);
}

/** Sends one JSON-RPC request on a new connection to a database server or a program's control socket. */
export function call(socket: string, method: string, params: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let received = '';
    const connection = connect(socket, () => connection.write(JSON.stringify({ method, params, id: 1 })));
    connection.on('error', reject).on('data', data => {
      received += data;
      const reply = parseWhole(received) as { result: unknown; error: unknown } | undefined;
      if (!reply) return;
      connection.destroy();
      if (reply.error === null) resolve(reply.result);
      else reject(new Error(JSON.stringify(reply.error)));
    });
  });
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
