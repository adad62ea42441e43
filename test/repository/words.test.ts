/** The prose of the repository is plain, modern English: the words and phrases below occur only in quotations. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The comments give replacements. */
const TURNS: readonly RegExp[] = [
  /\bwhat is (?:no|none)\b/, // invalid X, anything that is not an X
  /\b(?:that|which) is none\b/, // that is not one
  /\b(?:told|tells)\b/, // report, print, say, return
  /\b(?:stands|stood|standing)\b/, // is
  /\bbut (?:once|now)\b/, // only once, only now
  /\bbut for\b/, // except
  /\bso called\b/, // called that
  /\b(?:somebody|anybody|whoever)\b/, // the user, the caller, a passive sentence
  /\bwhat(?:so)?ever\b/, // any
  /\bbehind (?:it|them)\b/, // after it, from it
  /\bno other than\b/, // the same as
  /\bof old\b/, // earlier, previous
  /\bfor ever\b/, // without end, infinite
  /\bhomeless\b/, // without a datapath
  /\bsays so\b/, // reports it
  /\b(?:patient|consultation)s?\b/, // the subject of a check
  /\bin its stead\b/, // instead
];

/** Exact phrases in which such a word is allowed, with the reason. */
const QUOTED: Readonly<Record<string, string>> = {
  'flow-homeless': 'a code of a diagnostic, which stays',
};

const ROOT = new URL('../../', import.meta.url);
const PLACES = [
  'src',
  'test',
  'docs',
  'samples',
  '.ci',
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];
const FILES = /\.(?:ts|mjs|md|yaml)$|^\.ci\/|differential\/setup$/;
const OWN = 'test/repository/words.test.ts';
/** Outputs of programs. */
const GENERATED = /^test\/(?:e2e\/golden|bench\/results)\/.*/;

function hitsIn(text: string): string[] {
  const prose = Object.keys(QUOTED).reduce((rest, phrase) => rest.replaceAll(phrase, ''), text);
  return prose.split('\n').filter(line => TURNS.some(turn => new RegExp(turn, 'i').test(line)));
}

function filesOf(place: string): string[] {
  if (/\.md$/.test(place)) return [place];
  const names = readdirSync(new URL(place, ROOT), { recursive: true, encoding: 'utf8' });
  return names.map(name => `${place}/${name}`);
}

const isProse = (path: string): boolean => FILES.test(path) && path !== OWN && !GENERATED.test(path);

test('the check itself', () => {
  expect(hitsIn('A row is read.\nWhat is no row is told.\nWHATEVER; // it stands here')).toHaveLength(2);
  expect(hitsIn('It is a noun, a bystander, an understanding; nothing is withstood.')).toEqual([]);
});

test.each(PLACES.filter(place => existsSync(new URL(place, ROOT))))('%s', place => {
  const files = filesOf(place).filter(isProse);
  const hits = files.flatMap(path =>
    hitsIn(readFileSync(new URL(path, ROOT), 'utf8')).map(line => `${path}: ${line.trim()}`),
  );
  expect(hits).toEqual([]);
});
