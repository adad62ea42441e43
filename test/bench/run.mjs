/**
 * `npm run bench`: measures times and prints them in one table, compared with the real programs if OVN_ROOT is set. With
 * `-- --write`, the table is also written to results/, one for each major version of Node.js. Further words choose sections.
 * It takes about four minutes.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { compileRows } from './compiles.mjs';
import { languageRows } from './language.mjs';
import { lintRows } from './lint.mjs';
import { loadingRows } from './loading.mjs';
import { manifestRows } from './manifests.mjs';
import { processRows } from './processes.mjs';
import { reachRows } from './reach.mjs';
import { printTable } from './table.mjs';
import { traceRows } from './traces.mjs';

const SECTIONS = {
  processes: processRows,
  traces: traceRows,
  reach: reachRows,
  lint: lintRows,
  loading: loadingRows,
  manifests: manifestRows,
  compiles: compileRows,
  language: languageRows,
};

const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true });

const rows = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`measuring ${name} ...\n`);
  for await (const row of section()) rows.push(row);
}
const table = printTable(rows);
process.stdout.write(table);
const [major] = process.versions.node.split('.');
if (values.write) writeFileSync(new URL(`results/node-${major}.md`, import.meta.url), results(table));

function results(table) {
  const [{ model }] = cpus();
  const machine = `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.versions.node}`;
  return `# Results of \`npm run bench\`

${new Date().toISOString().slice(0, 10)}, ${machine}, load average ${loadavg()[0].toFixed(1)}.

Whole processes, except loading and the language. The ratio is the time of the real program divided by udon's; memory is
udon's, then the real program's.

${table}`;
}
