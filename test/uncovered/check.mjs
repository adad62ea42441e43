/**
 * The end of `npm run coverage`: every line of src/ that no test runs has a reason in reasons.mjs, and every reason such a
 * line. Lines next to each other are one block, known by its first. Of lines that run in part, such as a `??` that never
 * comes to its right side, there may not become more.
 */
import { readFileSync } from 'node:fs';
import { REASONS } from './reasons.mjs';

/** To be lowered when there are fewer. */
const MOST_IN_PART = 420;

const ROOT = new URL('../../', import.meta.url);
const read = path => readFileSync(new URL(path, ROOT), 'utf8');

/** Chunks of the bundle that only hand on what others have are reported as they are. */
const files = JSON.parse(read('coverage/report.json')).files.filter(({ sourcePath }) => sourcePath.startsWith('src/'));
const found = files.flatMap(({ sourcePath, data }) => firstLines(sourcePath, data.lines));
const given = Object.entries(REASONS).flatMap(([path, rows]) => rows.map(([text]) => `${path}: ${text}`));
const inPart = files.flatMap(({ data }) => Object.values(data.lines)).filter(runs => typeof runs === 'string').length;

const faults = [
  ...without(found, given).map(line => `no test runs this, and reasons.mjs has no reason: ${line}`),
  ...without(given, found).map(line => `tests run this, or it is gone, but reasons.mjs has a reason: ${line}`),
  ...(inPart > MOST_IN_PART ? [`${inPart} lines run in part only; ${MOST_IN_PART} did before`] : []),
];
const summary = `${found.length} blocks of lines do not run, each for a reason (test/uncovered); ${inPart} lines run in part`;
process.stdout.write(`${faults.length > 0 ? faults.join('\n') : summary}\n`);
if (faults.length > 0) process.exitCode = 1;

/** `lines` has how often each line was run, as a string where a part of it was not; those without code are not in it. */
function firstLines(path, lines) {
  const numbers = Object.keys(lines).map(Number);
  const first = numbers.filter((line, index) => lines[line] === 0 && lines[numbers[index - 1]] !== 0);
  const texts = read(path).split('\n');
  return first.map(line => `${path}: ${texts[line - 1].trim()}`);
}

function without(lines, others) {
  return lines.filter(line => !others.includes(line));
}
