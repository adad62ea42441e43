/** The real OVN beside udon: programs below OVN_ROOT (see CONTRIBUTING.md), and a server for the database they trace in. */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandLine } from '../differential/real/command-line.mjs';
import { FOLDER } from './measure.mjs';

export const HAS_OVN = Boolean(process.env.OVN_ROOT);

/** What the table shows without an OVN to compare with. */
export const NO_OVN = 'OVN_ROOT not set';

/** Serves the southbound database in `file` and calls `use` with the ways to run ovn-trace in it: as a command, and as a daemon. */
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
 * From the start of ovn-northd, with a server that has the northbound database in `file`, to the last southbound row:
 * `milliseconds`, and `building` its stopwatch's time for making the flows; `megabytes` at most.
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

/** If the system knows it. */
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
