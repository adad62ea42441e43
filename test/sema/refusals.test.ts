/** OVN's messages for invalid matches and actions: real flows and recorded texts with a few tokens changed. */
import { describe, expect, test } from 'vitest';
import { parseActions } from '../../src/lang/action-parser.ts';
import { parseMatch } from '../../src/lang/match-parser.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import { bindMatch } from '../../src/sema/match/bind-match.ts';
import { readJsonLines } from '../support/recordings.ts';

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

/** A database may have flows in tables that do not exist. */
describe('after the last table', () => {
  const notLast = (name: string) => `"${name}" action not allowed in last table.`;

  test.each([
    ['next;', '"next" action cannot advance beyond table 29.'],
    ['next(3);', undefined],
    ['ct_next;', notLast('ct_next')],
    ['ct_next(dnat);', notLast('ct_next')],
    ['ct_lb;', notLast('ct_lb')],
    ['ct_lb_mark(backends=10.0.0.1);', notLast('ct_lb')],
    ['ct_dnat;', notLast('ct_dnat')],
    ['ct_commit_nat(snat);', notLast('ct_commit_nat')],
    ['ct_commit_to_zone(snat);', notLast('ct_commit_to_zone')],
    ['reg0 = select(1, 2);', notLast('select')],
  ])('%s', (text, message) => {
    const bound = bindActions(parseActions(text), { ...POSITION, table: 31 });
    expect('error' in bound ? bound.error.message : undefined).toBe(message);
  });
});

describe.each(['matches', 'actions'] as const)('%s', language => {
  const recorded = readJsonLines<Refused>(`language/25.03/refused-${language}.jsonl`);

  test(`${recorded.length} of them are refused in the words of OVN`, () => {
    const answers = recorded.map(({ input }): Refused | { input: string } => {
      const bound = ANSWERS[language](input);
      return 'error' in bound ? { input, error: bound.error.message } : { input };
    });
    expect(answers).toEqual(recorded);
  });
});
