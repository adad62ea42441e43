/**
 * How fast matches and actions are parsed and bound: the distinct ones of the recorded flows, after warming up, on one
 * core. What counts is processor time, so that a machine that is shared does not show. Runs on the built library.
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

/** How many of `inputs` a second of processor time is enough for. */
function rate(inputs, work) {
  const end = performance.now() + SECONDS * 1000;
  const start = process.cpuUsage();
  let count = 0;
  for (; performance.now() < end; count += inputs.length) for (const input of inputs) work(input);
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1e6);
}

/** A row for each language: what, how many texts, their mean length, how many of them a second. */
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
