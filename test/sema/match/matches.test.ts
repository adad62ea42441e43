/** The answers of OVN's parser for 2,000 matches, and their values for packets. */
import { expect, test } from 'vitest';
import { parseMatch } from '../../../src/lang/match-parser.ts';
import { annotate } from '../../../src/sema/match/annotate.ts';
import { bindMatch } from '../../../src/sema/match/bind-match.ts';
import { compileExpression } from '../../../src/sema/match/evaluate.ts';
import { parseMicroflow } from '../../../src/sema/match/microflow.ts';
import { printExpression } from '../../../src/sema/match/print-expression.ts';
import { readJsonLines, readText } from '../../support/recordings.ts';
import { integer } from './integer.ts';

interface MatchCase {
  readonly input: string;
  readonly canonical?: string;
  readonly annotated?: string;
  readonly evaluates?: readonly boolean[];
  readonly error?: string;
}

const SET1 = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(integer);
const names = {
  addressSet: (name: string) => (name === 'set1' ? SET1 : undefined),
  portGroup: (name: string) => (name === 'pg1' ? ['lsp1', 'lsp2', 'lsp3'] : undefined),
};
const noPorts = () => undefined;

const packets = (JSON.parse(readText('language/25.03/microflows.json')) as string[]).map(text => {
  const packet = parseMicroflow(text, names, noPorts);
  if ('error' in packet) throw new Error(packet.error.message);
  return packet.value;
});

/** One recorded line has the canonical form of a match in place of an error message. It is not compared. */
const cases = readJsonLines<MatchCase>('language/25.03/matches.jsonl').filter(
  ({ error }) => !error?.startsWith('nd.tll != '),
);

function answer({ input, evaluates }: MatchCase): MatchCase {
  const bound = bindMatch(parseMatch(input), input, names);
  if ('error' in bound) return { input, error: bound.error.message };
  const annotated = annotate(bound.value);
  const holds = compileExpression(annotated);
  return {
    input,
    canonical: printExpression(bound.value),
    annotated: printExpression(annotated),
    ...(evaluates && { evaluates: packets.map(packet => holds(packet.words, noPorts)) }),
  };
}

test(`${cases.length} matches are read as OVN reads them`, () => {
  const wrong = cases.filter(recorded => JSON.stringify(answer(recorded)) !== JSON.stringify(recorded));
  expect(wrong.map(recorded => ({ recorded, ours: answer(recorded) }))).toEqual([]);
});

/** Parentheses at OVN's limit. The search for the symbol of a chain must not double its time with each level. */
test('chains in chains of one field', () => {
  const nested = Array.from({ length: 49 }).reduce<string>(
    match => `((${match} || ip4.src == 10.0.0.1) && ip4.src != 10.0.0.2)`,
    'ip4.src == 10.0.0.3',
  );
  const bound = bindMatch(parseMatch(nested), nested, names);
  if ('error' in bound) throw new Error(bound.error.message);
  const holds = compileExpression(annotate(bound.value));
  const sources = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(source => {
    const packet = parseMicroflow(`ip4.src == ${source}`, names, noPorts);
    return 'value' in packet && holds(packet.value.words, noPorts);
  });
  expect(sources).toEqual([true, false, true]);
});
