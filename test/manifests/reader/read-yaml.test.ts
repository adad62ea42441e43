/** Anchors in manifests are resolved as kubectl resolves them. */
import { expect, it } from 'vitest';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';
import type { Tree } from '../../../src/manifests/reader/tree.ts';

const plain = (tree: Tree): unknown => {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries([...tree.entries].map(([name, { value }]) => [name, plain(value)]));
};
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
  ['the merge key may be last', 'q: {x: 1, <<: {x: 2, y: 3}}', { q: { x: 1, y: 3 } }],
])('for %s', (_, text, expected) => expect(read(text)).toEqual({ values: [expected], said: [] }));

it.each(['a: {<<: 1}', 'a: {<<: [{b: c}, 1]}'])('to merge anything but mappings in %s is a fault', text =>
  expect(read(text).said).toEqual(['"<<" needs a mapping here, or a list of them']));

// Kubernetes reads dates as strings and ignores tags. YAML 1.1 reads both in another way.
it('a document of any YAML version', () =>
  expect(read('%YAML 1.1\n---\ndate: 2025-01-01T00:00:00Z\npairs: !!pairs [a: 1]').values).toEqual([
    { date: '2025-01-01T00:00:00Z', pairs: [{ a: 1 }] },
  ]));
