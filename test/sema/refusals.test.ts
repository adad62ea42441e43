/** What OVN says of matches and actions that are wrong: out of real flows and recorded texts, with a few tokens changed. */
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import { parseMatch } from '../../src/lang/match-parser.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import { bindMatch } from '../../src/sema/bind-match.ts';
import { readJsonLines } from '../cases/read-cases.ts';

interface Refused {
  readonly input: string;
  readonly error: string;
}

const NAMES = { release: '25.03.0', addressSet: () => undefined, portGroup: () => undefined } as const;
const POSITION = { release: '25.03.0', pipeline: 'ingress', table: 10, tables: 30 } as const;

const ANSWERS = {
  matches: (input: string) => bindMatch(parseMatch(input), input, NAMES),
  actions: (input: string) => bindActions(parseActions(input), POSITION),
};

describe.each(['matches', 'actions'] as const)('%s', language => {
  const recorded = readJsonLines<Refused>(`refused-${language}.jsonl`);

  test(`${recorded.length} of them are refused in the words of OVN`, () => {
    const answers = recorded.map(({ input }): Refused | { input: string } => {
      const bound = ANSWERS[language](input);
      return 'error' in bound ? { input, error: bound.error.message } : { input };
    });
    expect(answers).toEqual(recorded);
  });
});
