/** Databases of many VMs, in files that are made when they are first needed. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from '../measure.mjs';
import { manyRouters } from './many-routers.mjs';
import { manyVms } from './many-vms.mjs';
import { writeNorthbound, writeSouthbound } from './network-files.mjs';

const LIBRARY = new URL('../../../dist/index.mjs', import.meta.url);
const { compileNetwork } = await import(LIBRARY.href);

/** The path, size and number of flows of the southbound database of `count` VMs. */
export const southboundOf = remembered(count => {
  const { network } = compileNetwork(manyVms(count), { release: '25.03.0' });
  return { ...fileOf(`sb-${count}.db`, path => writeSouthbound(network, path)), flows: network.flows.all().length };
});

/** The path and size of the northbound database. */
export const northboundOf = remembered(count =>
  fileOf(`nb-${count}.db`, path => writeNorthbound(manyVms(count), path)),
);

/** The same with a hundred routers. */
export const routedOf = remembered(count =>
  fileOf(`routed-${count}.db`, path => writeNorthbound(manyRouters(count), path)),
);

function fileOf(name, write) {
  const path = join(FOLDER, name);
  write(path);
  return { path, megabytes: statSync(path).size / 1e6 };
}

function remembered(make) {
  const made = new Map();
  return count => {
    const database = made.get(count) ?? make(count);
    made.set(count, database);
    return database;
  };
}
