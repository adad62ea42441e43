/**
 * The real OVN beside the tests: an ovsdb-server with an empty northbound and southbound database in a folder of its own,
 * and the programs that talk to it. `OVN_ROOT` names the root of a system that OVN is installed in, such as one that
 * debootstrap unpacked; the programs run with that system's own loader and libraries.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, test } from 'vitest';

const ROOT = process.env.OVN_ROOT;
const PROGRAM_FOLDERS = ['usr/bin', 'usr/sbin'];

/** A group of tests that need the real OVN; where there is none, one test that says so. */
export function describeWithOvn(title: string, body: () => void): void {
  if (ROOT) describe(title, body);
  else test(title, ({ skip }) => skip('OVN_ROOT does not name the root of a system with OVN 25.03'));
}

export interface Sandbox {
  /** Where the server listens for clients, as OVSDB programs name it. */
  readonly remote: string;
  /** The file of the northbound database, as the server keeps it. */
  readonly nbFile: string;
  /** What a program prints, such as ovn-nbctl. Throws with what it complains about. */
  run(program: string, ...args: readonly string[]): string;
  startNorthd(): void;
  /** Sends the parameters of a `transact`; resolves to the result of each operation. */
  transact(params: readonly unknown[]): Promise<readonly OperationResult[]>;
  stop(): Promise<void>;
}

export interface OperationResult {
  readonly error?: string;
  readonly details?: string;
  readonly [member: string]: unknown;
}

/** Starts a server with empty databases, which not even `ovn-nbctl init` has seen. */
export async function startSandbox(): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'udon-ovn-'));
  const socket = join(folder, 'db.sock');
  const remote = `unix:${socket}`;
  const env = { ...process.env, OVN_RUNDIR: folder, OVS_RUNDIR: folder, OVN_NB_DB: remote, OVN_SB_DB: remote };
  const daemons: ChildProcess[] = [];
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(...commandLine(program, args), { env, encoding: 'utf8', timeout: 60_000, maxBuffer: 2 ** 28 });
  const start = (program: string, ...args: readonly string[]) =>
    void daemons.push(spawn(...commandLine(program, args), { env, stdio: 'ignore' }));
  const files = ['nb', 'sb'].map(name => join(folder, `${name}.db`));

  for (const [index, name] of ['nb', 'sb'].entries()) {
    run('ovsdb-tool', 'create', files[index]!, join(ROOT!, `usr/share/ovn/ovn-${name}.ovsschema`));
  }
  start('ovsdb-server', `--remote=p${remote}`, ...files);
  await appearance(socket);
  return {
    remote,
    nbFile: files[0]!,
    run,
    startNorthd: () => start('ovn-northd'),
    transact: params => transact(socket, params),
    stop: async () => {
      await Promise.all(daemons.map(ended));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The loader of the system below ROOT, told where that system's libraries are. */
function commandLine(program: string, args: readonly string[]): [string, string[]] {
  const library = join(ROOT!, 'usr/lib');
  const ownLibrary = readdirSync(library).find(name => name.endsWith('-linux-gnu'));
  const libraries = join(library, ownLibrary ?? '');
  const loader = readdirSync(libraries).find(name => name.startsWith('ld-linux'));
  const path = PROGRAM_FOLDERS.map(name => join(ROOT!, name, program)).find(existsSync);
  if (!loader || !path) throw new Error(`OVN_ROOT (${ROOT}) has no ${loader ? program : 'loader'}`);
  return [join(libraries, loader), ['--library-path', libraries, path, ...args]];
}

async function appearance(path: string): Promise<void> {
  for (let attempt = 0; !existsSync(path); attempt++) {
    if (attempt === 200) throw new Error(`${path} does not appear`);
    await setTimeout(50);
  }
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || !daemon.kill()) return;
  await new Promise(resolve => daemon.once('exit', resolve));
}

/** One JSON-RPC request (RFC 7047 section 4.1.3) on a connection of its own. */
function transact(socket: string, params: readonly unknown[]): Promise<readonly OperationResult[]> {
  return new Promise((resolve, reject) => {
    let received = '';
    const connection = connect(socket, () => connection.write(JSON.stringify({ method: 'transact', params, id: 1 })));
    connection.on('error', reject).on('data', data => {
      received += data;
      const reply = parseWhole(received) as { result: OperationResult[] | null; error: unknown } | undefined;
      if (!reply) return;
      connection.destroy();
      if (reply.result) resolve(reply.result.filter(Boolean));
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
