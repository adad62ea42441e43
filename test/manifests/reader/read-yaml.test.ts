/** Anchors in manifests are resolved as kubectl resolves them. */
import { expect, it } from 'vitest';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';
import type { Mapping } from '../../../src/manifests/reader/tree.ts';
import { plain } from './plain-tree.ts';

const read = (text: string) => {
  const { trees, diagnostics } = readYaml({ name: 'x.yaml', text });
  return { values: trees.map(plain), said: diagnostics.map(({ message }) => message) };
};

// The examples of https://yaml.org/type/merge.html, with the results that the page gives.
const POINT = { x: 1, y: 2, r: 10, label: 'center/big' };
it.each([
  ['values', 'a: &a {b: 1}\nc: [*a, *a]', { a: { b: 1 }, c: [{ b: 1 }, { b: 1 }] }],
  ['names', '&a b: c\nd: {*a : e}', { b: 'c', d: { b: 'e' } }],
  [
    'a mapping to begin with',
    'p: &p {x: 1, y: 2}\nq: {<<: *p, r: 10, label: center/big}',
    { p: { x: 1, y: 2 }, q: POINT },
  ],
  [
    'several, of which the first counts, and before all what is there itself',
    'p: &p {x: 0, y: 2}\nq: &q {r: 10, x: 5}\nr: &r {r: 1}\ns: {<<: [*q, *p, *r], x: 1, label: center/big}',
    { p: { x: 0, y: 2 }, q: { r: 10, x: 5 }, r: { r: 1 }, s: POINT },
  ],
  ['a name like any other', 'q: {"<<": {x: 2}}', { q: { '<<': { x: 2 } } }],
  // As kubectl reads it; the page has no such example.
  ['the merge key replaces what is before it', 'q: {x: 1, <<: {x: 2, y: 3}}', { q: { x: 2, y: 3 } }],
])('for %s', (_, text, expected) => expect(read(text)).toEqual({ values: [expected], said: [] }));

it.each(['a: {<<: 1}', 'a: {<<: [{b: c}, 1]}'])('to merge anything but mappings in %s is a fault', text =>
  expect(read(text).said).toEqual(['"<<" needs a mapping here, or a list of them']));

// Kubernetes reads dates as strings and ignores tags. YAML 1.1 reads both in another way.
it('a document of any YAML version', () =>
  expect(read('%YAML 1.1\n---\ndate: 2025-01-01T00:00:00Z\npairs: !!pairs [a: 1]').values).toEqual([
    { date: '2025-01-01T00:00:00Z', pairs: [{ a: 1 }] },
  ]));

it('an alias means the last anchor of its name before it', () =>
  expect(read('a: &x 1\nb: *x\nc: &x [&x 2, *x]\nd: *x')).toEqual({
    values: [{ a: 1, b: 1, c: [2, 2], d: [2, 2] }],
    said: [],
  }));

// If each cost as much as there are others, these would take minutes.
const MANY = 20_000;
const lines = (line: (index: number) => string): string => Array.from({ length: MANY }, (_, at) => line(at)).join('\n');
it.each([
  ['names', `a:\n${lines(at => `  k${at}: v`)}`],
  ['aliases', `a: &a v\nb:\n${lines(() => '- *a')}`],
  ['anchors', `a:\n${lines(at => `- &k${at} v`)}`],
  ['aliases of as many anchors', `a:\n${lines(at => `- {&k${at} k: v, a: *k${at}}`)}`],
  ['merge keys', `a: &a {b: c}\nl:\n${lines(() => '- {<<: *a}')}`],
])('a manifest can have many %s', (_, text) => {
  const { trees, diagnostics } = readYaml({ name: 'x.yaml', text });
  expect(diagnostics).toEqual([]);
  const { value } = [...(trees[0] as Mapping).entries.values()].at(-1)!;
  expect(value.kind === 'mapping' ? value.entries.size : value.kind === 'list' && value.items.length).toBe(MANY);
});

it.each([
  ['twice as many each', `- &a0 [v]\n${lines(at => `- &a${at + 1} [*a${at}, *a${at}]`)}`],
  ['one more each', `- &a0 {a: v}\n${lines(at => `- &a${at + 1} {<<: *a${at}, k${at}: v}`)}`],
  ['many in each of many', `- &a [${'v,'.repeat(1000)}]\n${lines(() => '- *a')}`],
])('aliases of aliases that stand for too much are refused: %s', (_, text) => {
  expect(read(text)).toEqual({
    values: [],
    said: ['the aliases up to here stand for more than 1,000,000 values'],
  });
});

it('mappings that are nested too deeply', () => {
  const text = Array.from({ length: 6000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
  const { trees, diagnostics } = readYaml({ name: 'x', text: `${text}b: 1\n` });
  expect(trees).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: 'bad-yaml', message: 'this is nested too deeply' }]);
});
