/** `node load.mjs FILE`: reads a southbound database into a network, and prints the time in milliseconds. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { readDatabase, readLogicalNetwork } = await import(LIBRARY.href);

/** The same as in the command `udon`. */
const sha1 = bytes => createHash('sha1').update(bytes).digest('hex');

const [path] = process.argv.slice(2);
const start = performance.now();
const { value } = readDatabase(readFileSync(path), path, { sha1 });
readLogicalNetwork(value.tables, path);
console.log(performance.now() - start);
