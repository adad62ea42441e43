/** Parsers of matches and actions with definitions of their own, and definitions that are none. */
import { describe, expect, test } from 'vitest';
import { guessIn, type ParserOptions, parserOf } from '../../../src/app/parse/parser-of.ts';

function parsed(options: ParserOptions, text: string) {
  const parser = parserOf(options);
  return 'error' in parser ? parser : parser.value(text);
}

describe('matches', () => {
  test('with sets, groups and packets', () => {
    const against = ['inport == "a" && ip4 && ip4.src == 10.0.0.1', 'inport == "b"'];
    const definitions = { addressSet: ['web=10.0.0.1, 10.0.0.2', '$other='], portGroup: ['@pg=a,c'] };
    expect(parsed({ language: 'match', ...definitions, against }, 'inport == @pg && ip4.src == $web')).toMatchObject({
      kind: 'match',
      canonical: '(inport == "a" || inport == "c") && (ip4.src == 0xa000001 || ip4.src == 0xa000002)',
      evaluates: [true, false],
    });
  });

  test('that are refused, with the name that may be meant', () => {
    const answer = parsed({ language: 'match' }, 'ip4.scr == 10.0.0.1');
    expect(answer).toMatchObject({ kind: 'refused', error: { offset: 0 } });
    expect(guessIn(answer as Parameters<typeof guessIn>[0])).toBe('ip4.src');
  });
});

test('actions, in the table where they are', () => {
  const inTable = (table: number) => parsed({ language: 'actions', table, tables: 24 }, 'next;');
  expect(inTable(10)).toMatchObject({ kind: 'actions', canonical: 'next;' });
  expect(inTable(23)).toMatchObject({ kind: 'refused' });
});

test.each<[Omit<ParserOptions, 'language'>, string, RegExp]>([
  [{ release: '9' }, 'bad-release', /9: a release is written like 25\.03\.0$/],
  [{ addressSet: ['x'] }, 'bad-definition', /x: NAME=ITEM,ITEM\.\.\. is needed$/],
  [{ addressSet: ['x=1.2'] }, 'bad-definition', /: 1\.2: /],
  [{ portGroup: ['x'] }, 'bad-definition', /x: NAME=ITEM,ITEM\.\.\. is needed$/],
  [{ against: ['ip4 &&'] }, 'bad-packet', /'ip4 &&': Syntax error/],
])('matches with %j', (options, code, message) =>
  expect(parsed({ language: 'match', ...options }, 'ip4')).toMatchObject({
    error: { code, message: expect.stringMatching(message) },
  }));

test('actions in a table that is not a number', () =>
  expect(parsed({ language: 'actions', table: Number.NaN }, 'next;')).toMatchObject({ error: { code: 'bad-table' } }));
