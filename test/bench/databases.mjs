/** Southbound databases of many VMs, in files that are made when they are first wanted. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { manyVms } from './many-vms.mjs';
import { FOLDER } from './measure.mjs';
import { writeSouthbound } from './network-files.mjs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { compile } = await import(LIBRARY.href);

const made = new Map();

/** Where the database of `count` VMs is, and how large. */
export function southboundOf(count) {
  const database = made.get(count) ?? make(count);
  made.set(count, database);
  return database;
}

function make(count) {
  const path = join(FOLDER, `sb-${count}.db`);
  const { network } = compile(manyVms(count), { release: '25.03.0' });
  writeSouthbound(network, path);
  return { path, flows: network.flows.length, megabytes: statSync(path).size / 1e6 };
}
