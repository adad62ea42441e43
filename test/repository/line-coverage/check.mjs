/**
 * The last step of `npm run coverage`. Every line of src/ that tests do not run, or run only in part, needs a reason in
 * reasons/, and every reason needs such a line. (A line runs in part if, for example, the right side of a `??` never runs.)
 * Adjacent lines that do not run are one block, named by its first line.
 *
 * A file of reasons/ is for one folder of src/: each reason is followed by its lines, indented.
 */
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../', import.meta.url);
const REASONS = new URL('reasons/', import.meta.url);
const read = path => readFileSync(new URL(path, ROOT), 'utf8');

/** Chunks of the bundle that only re-export others are reported unchanged. */
const files = JSON.parse(read('coverage/report.json')).files.filter(({ sourcePath }) => sourcePath.startsWith('src/'));
const found = files.flatMap(({ sourcePath, data }) => linesToExplain(sourcePath, data.lines));
const given = readdirSync(REASONS).flatMap(name => explained(readFileSync(new URL(name, REASONS), 'utf8')));

const faults = [
  ...without(found, given).map(line => `no test runs all of this, and there is no reason: ${line}`),
  ...without(given, found).map(line => `tests run all of this, or it is gone, but there is a reason: ${line}`),
];
const summary = `${found.length} lines of src/ do not run, or in part only, each for a reason (test/repository/line-coverage/reasons)`;
process.stdout.write(`${faults.length > 0 ? faults.join('\n') : summary}\n`);
if (faults.length > 0) process.exitCode = 1;

/** `lines` has how often each line was run, as a string where a part of it was not; those without code are not in it. */
function linesToExplain(path, lines) {
  const numbers = Object.keys(lines).map(Number);
  const isFirst = index => lines[numbers[index]] === 0 && lines[numbers[index - 1]] !== 0;
  const isInPart = index => typeof lines[numbers[index]] === 'string';
  const texts = read(path).split('\n');
  return numbers
    .filter((_, index) => isFirst(index) || isInPart(index))
    .map(line => `${path}: ${texts[line - 1].trim()}`);
}

function explained(text) {
  return [...text.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line);
}

function without(lines, others) {
  const known = new Set(others);
  return lines.filter(line => !known.has(line));
}
