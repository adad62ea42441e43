/** `node load.mjs FILE`: reads a southbound database into a network, and prints how many milliseconds that takes. */
import { readFileSync } from 'node:fs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { readDatabase, readLogicalNetwork } = await import(LIBRARY.href);

const [path] = process.argv.slice(2);
const start = performance.now();
const { value } = readDatabase(readFileSync(path), path);
readLogicalNetwork(value.tables, path);
console.log(performance.now() - start);
