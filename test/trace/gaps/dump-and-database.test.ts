/** Every recorded packet through the dump of a network and through its database: the same outputs, or a note. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';
import { gapNotes } from '../../../src/render/trace/gap-notes.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { type TraceAnswer, Tracer } from '../../../src/trace/trace.ts';
import { networkOf, TRACE_RECORDINGS, tracesOf } from '../../support/recorded-traces.ts';

const dumpOf = (recording: string): URL => new URL(`../../recordings/${recording}/flows.txt`, import.meta.url);

const BOTH = TRACE_RECORDINGS.filter(recording => existsSync(dumpOf(recording)));

interface Comparison {
  readonly args: readonly string[];
  readonly outputs: readonly string[];
  readonly notes: readonly string[];
}

function compare(recording: string): Comparison[] {
  const { network } = readFlowDump({ name: 'flows.txt', bytes: readFileSync(dumpOf(recording)) });
  const tracers = [new Tracer(networkOf(recording)), new Tracer(network)];
  return tracesOf(recording).flatMap(({ args }) => {
    const call = parseTraceArguments(args);
    if ('error' in call) return [];
    const answers = tracers.map(tracer => tracer.trace(call.request));
    return [{ args, outputs: answers.map(outputsOf), notes: notesOf(answers[1]!) }];
  });
}

/** Without the line of the packet, which does not depend on the rows. */
const outputsOf = (answer: TraceAnswer): string => renderTrace(answer, ['minimal']).replace(/^# .*\n/, '');

const notesOf = (answer: TraceAnswer): readonly string[] =>
  'error' in answer ? [answer.error] : gapNotes(answer.gaps);

test('there are recordings of several releases', () => expect(BOTH.length).toBeGreaterThan(15));

const counts = { 'same outputs, no note': 0, 'same outputs, a note': 0, 'other outputs, a note': 0, silent: 0 };

function kindOf({ outputs: [database, dump], notes }: Comparison): keyof typeof counts {
  if (notes.length === 0) return database === dump ? 'same outputs, no note' : 'silent';
  return database === dump ? 'same outputs, a note' : 'other outputs, a note';
}

test.each(BOTH)('%s', recording => {
  const compared = compare(recording);
  for (const comparison of compared) counts[kindOf(comparison)] += 1;
  expect(compared.filter(comparison => kindOf(comparison) === 'silent')).toEqual([]);
});

afterAll(() => console.log('traces in dumps and in their databases:', counts));

/** A database has all rows, but no connections. */
test.each(TRACE_RECORDINGS)('%s: no notes from its database', recording => {
  const tracer = new Tracer(networkOf(recording));
  const noted = tracesOf(recording).flatMap(({ args }) => {
    const call = parseTraceArguments(args);
    const answer = 'error' in call ? undefined : tracer.trace(call.request);
    const gaps = answer && !('error' in answer) ? answer.gaps : [];
    return gapNotes(gaps.filter(({ code }) => code !== 'nat-connection'));
  });
  expect([...new Set(noted)]).toEqual([]);
});
