/**
 * How fast matches and actions are parsed and bound: the distinct ones of the recorded flows, after a warm-up, on one
 * core. Processor time is measured, so that other programs do not affect it. Runs on the built library.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { grouped, row } from './table.mjs';

const LIBRARY = new URL('../../dist/index.mjs', import.meta.url);
const { bindActions, bindMatch, parseActions, parseMatch } = await import(LIBRARY.href);

const NETWORKS = new URL('../recordings/networks/', import.meta.url);
const FLOW = /, priority=\d+ *, match=\((.*?)\), action=\((.*)\)$/;
const SECONDS = Number(process.env.SECONDS ?? 2);

const NAMES = { addressSet: () => [], portGroup: () => ['port'] };
const POSITION = { pipeline: 'ingress', table: 0, tables: 40 };

/** The distinct matches and actions of all dumps. */
function texts() {
  const dumps = readdirSync(NETWORKS, { recursive: true }).filter(name => name.endsWith('flows.txt'));
  const lines = dumps.flatMap(name => readFileSync(new URL(name, NETWORKS), 'utf8').split('\n'));
  const flows = lines.map(line => FLOW.exec(line)).filter(flow => flow !== null);
  return [1, 2].map(part => [...new Set(flows.map(flow => flow[part]))]);
}

/** The number of `inputs` processed in a second of processor time. */
function rate(inputs, work) {
  const end = performance.now() + SECONDS * 1000;
  const start = process.cpuUsage();
  let count = 0;
  for (; performance.now() < end; count += inputs.length) for (const input of inputs) work(input);
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1e6);
}

/** A row for each language: its name, the number of texts, their mean length, and texts per second. */
function measure() {
  const [matches, actions] = texts();
  const work = [
    ['matches', matches, text => bindMatch(parseMatch(text), text, NAMES)],
    ['actions', actions, text => bindActions(parseActions(text), POSITION)],
  ];
  return work.map(([what, inputs, parse]) => {
    rate(inputs, parse);
    return { what, count: inputs.length, length: inputs.join('').length / inputs.length, rate: rate(inputs, parse) };
  });
}

export const languageRows = () =>
  measure().map(({ what, count, length, rate }) =>
    row(
      `${what} parsed and bound`,
      `${grouped(count)} of ${length.toFixed(0)} characters`,
      `${grouped(rate)} a second`,
    ),
  );
