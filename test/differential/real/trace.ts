/** Compares the traces of ovn-trace and udon on the database of a server. */

import { once } from '../../../src/base/remember.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { asOfRelease } from '../../../src/network/as-of-release.ts';
import type { LogicalNetwork } from '../../../src/network/logical-network.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import type { JsonTables } from '../../../src/read/ovsdb/row-table.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { realRelease, type Sandbox } from './sandbox.ts';

/** Counts of the compared traces. */
export interface Tally {
  same: number;
  /** Traces on which ovn-trace crashed or did not end. */
  crashed: number;
  /** Traces with too many random choices of ovn-trace to compare. */
  undecided: number;
}

/** The differences in the first trace that differs, empty if all are equal. `tables` is the content of the server. */
export async function differenceInTraces(
  sandbox: Sandbox,
  tables: JsonTables,
  calls: readonly (readonly string[])[],
  tally: Tally,
): Promise<string> {
  const own = ownTraces(tables);
  const outcomes = await Promise.all(calls.map(args => realTrace(sandbox, args)));
  for (const [index, args] of calls.entries()) {
    const real = outcomes[index];
    const mine = real === undefined ? '' : own(args);
    const fate = real === undefined ? 'crashed' : real === mine ? 'same' : await throwAgain(sandbox, args, mine, own);
    if (fate === 'different') return [`${args.map(quoted).join(' ')}`, ...compare(real!, mine)].join('\n');
    tally[fate]++;
  }
  return '';
}

/** The output of ovn-trace; undefined if it crashed. If it rejects the arguments, its message does not count. */
async function realTrace(sandbox: Sandbox, args: readonly string[]): Promise<string | undefined> {
  const { status, stdout } = await sandbox.ask('ovn-trace', `--db=${sandbox.remote}`, ...args);
  if (status === undefined) return undefined;
  return status === 0 ? withoutPopped(stdout) : REFUSED;
}

/** Random rows do not tell their release. */
const release = once(realRelease);

function ownTraces(tables: JsonTables): (args: readonly string[]) => string {
  const network = asOfRelease(readLogicalNetwork(tables, 'sb').value, release());
  const tracers = new Map<boolean, Tracer>();
  return args => ownTrace(args, network, tracers);
}

function ownTrace(args: readonly string[], network: LogicalNetwork, tracers: Map<boolean, Tracer>): string {
  const call = parseTraceArguments(args);
  if ('error' in call) return REFUSED;
  const { request, styles, isFriendly } = call;
  const tracer = tracers.get(isFriendly) ?? new Tracer(network, { isFriendly, isStrict: true });
  tracers.set(isFriendly, tracer);
  return withoutPopped(renderTrace(tracer.trace(request), styles));
}

const REFUSED = 'the arguments are refused\n';

/** ovn-trace prints more bits of a popped value than it popped: the earlier content of its memory. */
const withoutPopped = (text: string): string => text.replaceAll(/^(\s*pop\(.*\) <- ).*$/gm, '$1...');

/** The random choices of ovn-trace: the member of a group, and the backend among several. */
const DICE = /Randomly selected|ct_lb(?:_mark)?\(backends=[^;)]*,/g;
const MOST_DICE = 2;
const THROWS = 40;

/** On a loaded machine, ovn-trace sometimes succeeds without output, so it runs once more even without random choices. */
async function throwAgain(
  sandbox: Sandbox,
  args: readonly string[],
  mine: string,
  own: (args: readonly string[]) => string,
): Promise<'same' | 'different' | 'undecided'> {
  const dice = [...own(['--detailed', ...args]).matchAll(DICE)].length;
  if (dice === 0) return (await realTrace(sandbox, args)) === mine ? 'same' : 'different';
  if (dice > MOST_DICE) return 'undecided';
  for (let attempt = 0; attempt < THROWS; attempt++) {
    if ((await realTrace(sandbox, args)) === mine) return 'same';
  }
  return 'different';
}

const quoted = (arg: string): string => (/^[\w=.:,[\]-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`);

const SHOWN_BEFORE = 8;
const SHOWN = 8;

/** The lines from the first difference on, with some lines before it. */
function compare(real: string, mine: string): string[] {
  const [theirs, ours] = [real.split('\n'), mine.split('\n')];
  const start = theirs.findIndex((line, index) => line !== ours[index]);
  const from = start < 0 ? theirs.length : start;
  return [
    ...theirs.slice(Math.max(0, from - SHOWN_BEFORE), from).map(line => `  ${line}`),
    ...theirs.slice(from, from + SHOWN).map(line => `- ${line}`),
    ...ours.slice(from, from + SHOWN).map(line => `+ ${line}`),
  ];
}
