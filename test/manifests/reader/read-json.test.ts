/** JSON is YAML. With a comment after it, a text is YAML only, and it gives the same tree with the same places. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';

function expectTheSame(text: string): void {
  const [json, yaml] = [text, `${text} # YAML`].map(text => readYaml({ name: 'x', text }));
  expect(withoutSources(json)).toBe(withoutSources(yaml));
}

const withoutSources = (value: unknown): string =>
  JSON.stringify(value, (key, value) => (value instanceof Map ? [...value] : key === 'source' ? undefined : value));

const layout = fc.constantFrom(undefined, 1, 4);
const json = fc.tuple(fc.jsonValue(), layout).map(([value, indent]) => JSON.stringify(value, null, indent));

it('any JSON', () => fc.assert(fc.property(json, expectTheSame), { numRuns: 1000 }));

it.each([
  ['spaces wherever they may be', ' { "a" : [ 1 , { } , [ ] ] , "b" : null } '],
  ['every escape', '{"\\u0061\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00": "}"}'],
  ['every way to write a number', '[0, -0, 1.50, 1e3, -1E+3, 1e-3, 123456789012345678901234567890]'],
  ['a name that is there twice', '{"a": 1, "b": {"c": 1, "c": 2}}'],
  ['nothing', 'null'],
])('%s', (_, text) => expectTheSame(text));

it('nested too deeply', () => {
  const { diagnostics } = readYaml({ name: 'x', text: '['.repeat(50_000) + ']'.repeat(50_000) });
  expect(diagnostics[0]).toMatchObject({ code: 'bad-yaml', message: 'this is nested too deeply' });
});
