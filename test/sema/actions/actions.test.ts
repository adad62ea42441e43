/** The answers of OVN's parser for 700 lists of actions. */
import { expect, test } from 'vitest';
import { parseActions } from '../../../src/lang/action-parser.ts';
import { bindActions } from '../../../src/sema/actions/bind-actions.ts';
import { printActions } from '../../../src/sema/actions/rows.ts';
import { printExpression } from '../../../src/sema/match/print-expression.ts';
import { readJsonLines } from '../../support/recordings.ts';

interface ActionsCase {
  readonly input: string;
  readonly canonical?: string;
  readonly prereqs?: string;
  readonly error?: string;
}

const POSITION = { pipeline: 'ingress', table: 10, tables: 24 } as const;

function answer(input: string): ActionsCase {
  const bound = bindActions(parseActions(input), POSITION);
  if ('error' in bound) return { input, error: bound.error.message };
  const { actions, prereqs } = bound.value;
  return { input, canonical: printActions(actions), ...(prereqs && { prereqs: printExpression(prereqs) }) };
}

const cases = readJsonLines<ActionsCase>('language/25.03/actions.jsonl');

test(`${cases.length} lists of actions are read as OVN reads them`, () => {
  const wrong = cases.filter(recorded => JSON.stringify(answer(recorded.input)) !== JSON.stringify(recorded));
  expect(wrong.map(recorded => ({ recorded, ours: answer(recorded.input) }))).toEqual([]);
});
