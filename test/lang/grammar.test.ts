/**
 * The files in `grammar/` describe what the parsers accept. After a change of a parser, write them again:
 *
 *     npx vitest run test/lang/grammar.test.ts --update
 */
import { describe, expect, test } from 'vitest';
import { grammarOf, type Language, printGrammar } from '../../src/lang/grammar.ts';
import { renderRailroad } from '../../src/render/language/railroad.ts';

const FOLDER = '../../grammar';
const LANGUAGES: readonly Language[] = ['match', 'actions'];

describe('written out of the parsers', () => {
  test.each(LANGUAGES)('%s.ebnf', language =>
    expect(printGrammar(grammarOf(language))).toMatchFileSnapshot(`${FOLDER}/${language}.ebnf`));

  test('railroad.html', () =>
    expect(renderRailroad('The logical-flow language', LANGUAGES.map(grammarOf))).toMatchFileSnapshot(
      `${FOLDER}/railroad.html`,
    ));
});

test('the railroad diagrams need nothing from elsewhere', () => {
  expect(renderRailroad('x', LANGUAGES.map(grammarOf))).not.toMatch(/https?:|src=|@import|<script/);
});

/** The rules that a rule uses, from the printed form. */
const namesIn = (line: string): string[] =>
  line
    .slice(line.indexOf('::=') + 3)
    .replace(/"[^"]*"|'[^']*'|\[[^\]]*\]/g, ' ')
    .match(/[a-zA-Z]\w*/g) ?? [];

test.each(LANGUAGES)('the grammar of %s has every rule that it names, once', language => {
  const lines = printGrammar(grammarOf(language)).trimEnd().split('\n');
  const defined = lines.map(line => line.slice(0, line.indexOf(' ')));
  expect(defined[0]).toBe(language);
  expect(new Set(defined).size).toBe(defined.length);
  expect(lines.flatMap(namesIn).filter(name => !defined.includes(name))).toEqual([]);
});
