/** The real OVN beside udon: programs below OVN_ROOT (see CONTRIBUTING.md), and a server for the database they trace in. */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandLine } from '../differential/command-line.mjs';
import { FOLDER } from './measure.mjs';

export const HAS_OVN = Boolean(process.env.OVN_ROOT);

/** What stands in the table where there is no OVN to compare with. */
export const NO_OVN = 'OVN_ROOT not set';

/** Serves the southbound database in `file` while `use` is told how to run ovn-trace in it, and as a daemon. */
export async function withOvnTrace(file, use) {
  const folder = mkdtempSync(join(FOLDER, 'ovn-'));
  const [database, socket, control] = ['sb.db', 'sb.sock', 'ctl'].map(name => join(folder, name));
  copyFileSync(file, database);
  const [server, args] = commandLine('ovsdb-server', [
    `--remote=punix:${socket}`,
    `--unixctl=${folder}/server`,
    database,
  ]);
  const running = spawn(server, args, { stdio: 'ignore' });
  while (!existsSync(socket)) await setTimeout(50);
  const ovnTrace = (...words) => commandLine('ovn-trace', [`--db=unix:${socket}`, ...words]).flat();
  const startDaemon = () => run(ovnTrace('--detach', '--no-chdir', `--pidfile=${folder}/pid`, `--unixctl=${control}`));
  const ask = (...words) => commandLine('ovs-appctl', ['-t', control, ...words]).flat();
  try {
    return await use({ ovnTrace, startDaemon, ask });
  } finally {
    if (existsSync(control)) run(ask('exit'));
    running.kill();
  }
}

function run([program, ...args]) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
