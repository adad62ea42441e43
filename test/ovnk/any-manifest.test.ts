/** Any manifest gives an answer: rows, or an error with a place. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isError } from '../../src/base/diagnostic.ts';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { buildNb } from '../../src/ovnk/build-nb.ts';

const SAMPLES = ['cluster', 'network', 'workloads', 'service', 'policies']
  .map(name => readFileSync(new URL(`../../samples/cudn2/${name}.yaml`, import.meta.url), 'utf8'))
  .join('---\n');

function answer(text: string): void {
  const { value, diagnostics } = readManifests([{ name: 'x.yaml', text }]);
  expect(diagnostics.filter(isError).every(({ place }) => place)).toBe(true);
  if (value) buildNb(value, { features: ['egress-firewall-on-udn'] });
}

/** The samples with one token replaced by another one or removed. */
const TOKENS = [...new Set(SAMPLES.match(/[\w.:/-]+|[[\]{}',]/g))];
const spoilt = fc.tuple(fc.nat(SAMPLES.length), fc.nat(12), fc.constantFrom('', 'null', '[]', '{}', ...TOKENS));

describe('any manifest', () => {
  it('of any text', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), answer)));
  it('of any JSON', () => fc.assert(fc.property(fc.json(), answer)));
  it('of the samples, changed in one place', { timeout: 60_000 }, () =>
    fc.assert(
      fc.property(spoilt, ([offset, length, token]) =>
        answer(SAMPLES.slice(0, offset) + token + SAMPLES.slice(offset + length)),
      ),
      { numRuns: 300 },
    ),
  );
});
