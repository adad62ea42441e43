/**
 * `npm run bench`: how long things take, in one table, beside the real programs where OVN_ROOT says where they are. With
 * `-- --write`, the table goes to results/ too, one for each release of Node.js; words after that choose sections. About four minutes.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { compileRows } from './compiles.mjs';
import { languageRows } from './language.mjs';
import { loadingRows } from './loading.mjs';
import { manifestRows } from './manifests.mjs';
import { processRows } from './processes.mjs';
import { printTable } from './table.mjs';
import { traceRows } from './traces.mjs';

const SECTIONS = {
  processes: processRows,
  traces: traceRows,
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
  return `# What \`npm run bench\` said

${new Date().toISOString().slice(0, 10)}, ${machine}, load average ${loadavg()[0].toFixed(1)}.

Whole processes, except loading and the language. The ratio says how many times as long as udon the real program takes;
memory is udon's, then the real program's.

${table}`;
}
