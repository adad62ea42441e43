/** `grammar/lflow.tmLanguage.json`: editors colour every token of a flow by its kind. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textMate from 'vscode-textmate';
import { tokenize as cut } from '../../src/lang/lexer.ts';
import { ASSIGNMENTS, NESTS, STATEMENTS } from '../../src/sema/actions/rows.ts';
import { readJsonLines } from '../support/recordings.ts';

const GRAMMAR = new URL('../../grammar/lflow.tmLanguage.json', import.meta.url);
const ROOT = 'source.lflow';

interface Piece {
  readonly text: string;
  /** The innermost scope name, without the suffix `.lflow` that all have. */
  readonly scope: string;
}

let tokenize: (line: string) => readonly Piece[];

beforeAll(async () => {
  await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new textMate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => oniguruma.createOnigScanner(patterns),
      createOnigString: text => oniguruma.createOnigString(text),
    }),
    loadGrammar: async () => textMate.parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR.pathname),
  });
  const grammar = await registry.loadGrammar(ROOT);
  tokenize = line =>
    grammar!
      .tokenizeLine(line, textMate.INITIAL)
      .tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scope: scopes.at(-1)!.replace(/\.lflow$/, ''),
      }))
      .filter(({ text }) => text.trim() !== '');
});

const UNNAMED = [ROOT.replace(/\.lflow$/, ''), 'meta.flow', 'invalid.illegal'];

const uncoloured = (lines: readonly string[]) =>
  lines.flatMap(line => tokenize(line).flatMap(piece => (UNNAMED.includes(piece.scope) ? [{ line, piece }] : [])));

const SCOPES = {
  function: 'entity.name.function.action',
  field: 'variable.other.field',
} as const;

describe('every token has a colour', () => {
  const networks = new URL('../recordings/networks/25.03.0/', import.meta.url);
  const names = readdirSync(networks).filter(name => name !== 'random');

  test.each(names)('in the flows of %s', name => {
    const lines = readFileSync(new URL(`${name}/flows.txt`, networks), 'utf8').split('\n');
    expect(lines.length).toBeGreaterThan(50);
    expect(uncoloured([...new Set(lines)])).toEqual([]);
  });

  test.each(['matches.jsonl', 'actions.jsonl'])('in the recorded texts of %s that OVN takes', file => {
    const texts = readJsonLines<{ readonly input: string; readonly error?: string }>(`language/25.03/${file}`)
      .filter(({ error }) => error === undefined)
      .map(({ input }) => input);
    expect(uncoloured(texts)).toEqual([]);
  });
});

test('colours begin where tokens begin', () => {
  const text =
    'ip4.src == {10.0.0.1, $set} && eth.dst != 0a:58:ac:16:00:06 && 0 < tcp.dst[0..7] <= 0xff && inport == "a\\"b"';
  const starts = new Set<number>([0]);
  let offset = 0;
  for (const piece of tokenize(text)) {
    offset = text.indexOf(piece.text, offset);
    starts.add(offset);
    offset += piece.text.length;
  }
  expect(cut(text).filter(({ startOffset }) => !starts.has(startOffset))).toEqual([]);
});

test.each(Object.keys({ ...STATEMENTS, ...NESTS }))('%s is an action', name => {
  expect(tokenize(`${name};`)[0]).toEqual({ text: name, scope: SCOPES.function });
});

test.each(Object.keys(ASSIGNMENTS))('%s is an action that has a result', name => {
  expect(tokenize(`reg0 = ${name}();`)[2]).toEqual({ text: name, scope: SCOPES.function });
});

describe('a token has the name of what it is', () => {
  test.each([
    [
      'reg0 = reg1;',
      'variable.other.field',
      'keyword.operator.assignment',
      'variable.other.field',
      'punctuation.terminator.statement',
    ],
    ['ip.ttl--;', 'variable.other.field', 'keyword.operator.decrement', 'punctuation.terminator.statement'],
    ['eth.src <-> eth.dst', 'variable.other.field', 'keyword.operator.exchange', 'variable.other.field'],
    ['10.0.0.0/24', 'constant.numeric.ipv4'],
    ['fe80::1/64', 'constant.numeric.ipv6'],
    ['0a:58:ac:16:00:06', 'constant.numeric.ethernet'],
    ['0xff/0xf0', 'constant.numeric.hexadecimal'],
    ['!ip4', 'keyword.operator.logical', 'variable.other.field'],
    [
      'next(pipeline=ingress)',
      'entity.name.function.action',
      'punctuation.section.parens',
      'variable.other.field',
      'keyword.operator.assignment',
      'variable.other.field',
      'punctuation.section.parens',
    ],
    ['next; // on', 'entity.name.function.action', 'punctuation.terminator.statement', 'comment.line.double-slash'],
    ['ip4 /* v4 */', 'variable.other.field', 'comment.block'],
    ['$a', 'punctuation.definition.variable', 'variable.other.address-set'],
  ])('%s', (text, ...scopes) => expect(tokenize(text).map(({ scope }) => scope)).toEqual(scopes));
});

test('a line of a dump has its parts coloured', () => {
  const line = '  table=3 (ls_in_pre_lb), priority=110  , match=(ip4 && tcp), action=(reg0 = 1; next;)';
  const scopes = new Map(tokenize(line).map(({ text, scope }) => [text, scope]));
  expect(scopes.get('table')).toBe('keyword.other.table');
  expect(scopes.get('ls_in_pre_lb')).toBe('entity.name.tag.stage');
  expect(scopes.get('110')).toBe('constant.numeric.priority');
  expect(scopes.get('action')).toBe('keyword.other.actions');
  expect(scopes.get('next')).toBe(SCOPES.function);
});
