/** The real OVN to compare with: programs in OVN_ROOT (see CONTRIBUTING.md), and a server for the databases. */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandLine } from '../differential/real/command-line.mjs';
import { FOLDER } from './measure.mjs';

export const HAS_OVN = Boolean(process.env.OVN_ROOT);

/** The text in the table if there is no OVN to compare with. */
export const NO_OVN = 'OVN_ROOT not set';

/** Serves the southbound database in `file` and calls `use` with commands that run ovn-trace alone and as a daemon. */
export async function withOvnTrace(file, use) {
  const folder = mkdtempSync(join(FOLDER, 'ovn-'));
  const [database, control] = ['sb.db', 'ctl'].map(name => join(folder, name));
  copyFileSync(file, database);
  const { server, socket } = await serve(folder, database);
  const ovnTrace = (...words) => commandLine('ovn-trace', [`--db=unix:${socket}`, ...words]).flat();
  const startDaemon = () => run(ovnTrace('--detach', '--no-chdir', `--pidfile=${folder}/pid`, `--unixctl=${control}`));
  const ask = (...words) => commandLine('ovs-appctl', ['-t', control, ...words]).flat();
  try {
    return await use({ ovnTrace, startDaemon, ask });
  } finally {
    if (existsSync(control)) run(ask('exit'));
    server.kill();
  }
}

/**
 * Runs ovn-northd with a server for the northbound database in `file`. `milliseconds`: from its start to the last
 * southbound row. `building`: its own stopwatch's time for making the flows. `megabytes`: its maximum memory.
 */
export async function runNorthd(file) {
  const folder = mkdtempSync(join(FOLDER, 'northd-'));
  const [nb, sb, control] = ['nb.db', 'sb.db', 'ctl'].map(name => join(folder, name));
  copyFileSync(file, nb);
  run(commandLine('ovsdb-tool', ['create', sb, join(process.env.OVN_ROOT, 'usr/share/ovn/ovn-sb.ovsschema')]).flat());
  const { server, socket } = await serve(folder, nb, sb);
  const remotes = [`--ovnnb-db=unix:${socket}`, `--ovnsb-db=unix:${socket}`, `--unixctl=${control}`];
  const began = performance.now();
  const northd = start('ovn-northd', remotes);
  try {
    run(commandLine('ovn-nbctl', [`--db=unix:${socket}`, '--wait=sb', 'sync']).flat());
    const milliseconds = performance.now() - began;
    const stopwatch = run(commandLine('ovs-appctl', ['-t', control, 'stopwatch/show', 'build_flows_ctx']).flat());
    return { milliseconds, building: Number(/Minimum: (\d+)/.exec(stopwatch)[1]), megabytes: peakOf(northd) };
  } finally {
    for (const daemon of [northd, server]) daemon.kill();
  }
}

/** Resolves when clients can connect. */
async function serve(folder, ...databases) {
  const socket = join(folder, 'db.sock');
  const server = start('ovsdb-server', [`--remote=punix:${socket}`, `--unixctl=${folder}/server`, ...databases]);
  while (!existsSync(socket)) await setTimeout(50);
  return { server, socket };
}

const start = (program, args) => spawn(...commandLine(program, args), { stdio: 'ignore' });

/** The maximum memory of a process, if the system reports it. */
function peakOf({ pid }) {
  const status = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))) || [];
  return kilobytes && Number(kilobytes) / 1024;
}

function run([program, ...args]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}
