/** The matches and actions of all flows in the recordings bind without errors. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import { parseMatch } from '../../src/lang/match-parser.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import type { PipelineName } from '../../src/sema/actions/kit/action.ts';
import { printActions } from '../../src/sema/actions/rows.ts';
import { bindMatch } from '../../src/sema/match/bind-match.ts';
import { printExpression } from '../../src/sema/match/print-expression.ts';

const NETWORKS = new URL('../recordings/networks/25.03.0/', import.meta.url);

const recordings = readdirSync(NETWORKS, { recursive: true, encoding: 'utf8' }).filter(name =>
  existsSync(new URL(`${name}/flows.txt`, NETWORKS)),
);

/** An error in ovn-trace, too: the northbound database has a host name without quotation marks. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'random/r105': ["Syntax error at `h' expecting constant."],
};

interface FlowText {
  readonly pipeline: PipelineName;
  readonly table: number;
  readonly match: string;
  readonly actions: string;
}

const HEADER = /^Datapath: .* Pipeline: (ingress|egress)$/;
const FLOW = /^ {2}table=(\d+) *\(.*?\), priority=\d+ *, match=\((.*)\), action=\((.*)\)$/;

/** The distinct flows of a dump. */
function flowsOf(dump: string): FlowText[] {
  const flows = new Map<string, FlowText>();
  let pipeline: PipelineName = 'ingress';
  for (const line of dump.split('\n').filter(Boolean)) {
    const header = HEADER.exec(line);
    if (header) pipeline = header[1] as PipelineName;
    else flows.set(pipeline + line, flowOf(line, pipeline));
  }
  return [...flows.values()];
}

function flowOf(line: string, pipeline: PipelineName): FlowText {
  const [, table, match, actions] = FLOW.exec(line) ?? [];
  if (match === undefined) throw new Error(`no flow: ${line}`);
  return { pipeline, table: Number(table), match, actions: actions! };
}

const names = {
  addressSet: () => [{ notation: 'ipv4' as const, value: 0x0a000001n }],
  portGroup: () => ['port'],
};

type Form = { readonly canonical: string } | { readonly error: string };

function matchForm(text: string): Form {
  const bound = bindMatch(parseMatch(text), text, names);
  if ('error' in bound) return { error: bound.error.message };
  return { canonical: printExpression(bound.value) };
}

function actionsForm(text: string, { pipeline, table }: FlowText): Form {
  const bound = bindActions(parseActions(text), { pipeline, table, tables: 30 });
  return 'error' in bound ? { error: bound.error.message } : { canonical: printActions(bound.value.actions) };
}

/** The errors of `forms`, and the forms that change when they are parsed again. */
function faults(forms: readonly Form[], again: (text: string, index: number) => Form): unknown[] {
  return forms.flatMap((form, index): unknown[] => {
    if ('error' in form) return [form.error];
    const second = again(form.canonical, index);
    return 'canonical' in second && second.canonical === form.canonical ? [] : [{ form, second }];
  });
}

describe.each(recordings)('%s', recording => {
  const flows = flowsOf(readFileSync(new URL(`${recording}/flows.txt`, NETWORKS), 'utf8'));

  test('matches bind, and their canonical form does not change', () => {
    const matches = [...new Set(flows.map(({ match }) => match))];
    expect(faults(matches.map(matchForm), matchForm)).toEqual([]);
  });

  test('actions bind, and their canonical form does not change', () => {
    const forms = flows.map(flow => actionsForm(flow.actions, flow));
    const refused = faults(forms, (text, index) => actionsForm(text, flows[index]!));
    expect(refused).toEqual(REFUSED[recording] ?? []);
  });
});
