/** The numbers of stages equal those in recorded dumps. */
import { describe, expect, test } from 'vitest';
import type { Release } from '../../../src/ovn/release/release.ts';
import { type StageName, stagesOf } from '../../../src/ovn/release/stages.ts';
import { flowsText, recordingsOf } from '../../support/recorded-databases.ts';

describe.each(['25.03.0', '26.03.1'] satisfies Release[])('%s', release => {
  const stages = stagesOf(release);
  const dumps = recordingsOf(release).map(flowsText).join('');
  const tables = new Set(
    [...dumps.matchAll(/^ {2}table=(\d+) *\((\w+) *\)/gm)].map(([, table, name]) => `${name} ${table}`),
  );

  test.each([...tables])('%s', row => {
    const [name, table] = row.split(' ');
    const stage = stages.get(name as StageName);
    expect(stage?.table).toBe(Number(table));
    expect(stage?.pipeline).toBe(/^l[rs]_in_/.test(name!) ? 'ingress' : 'egress');
  });

  test('each pipeline is numbered from 0 without gaps', () => {
    for (const prefix of ['ls_in', 'ls_out', 'lr_in', 'lr_out']) {
      const numbers = [...stages.values()].filter(({ name }) => name.startsWith(prefix)).map(({ table }) => table);
      expect(numbers).toEqual(numbers.map((_, index) => index));
    }
  });
});

test.each<[StageName, Release, boolean]>([
  ['lr_in_network_id', '24.03.5', false],
  ['lr_in_network_id', '24.03.6', true],
  ['lr_in_network_id', '24.09.2', false],
  ['lr_in_network_id', '25.03.0', false],
  ['lr_in_network_id', '25.03.1', true],
  ['lr_in_network_id', '26.03.0', true],
  ['ls_in_qos_mark', '24.03.0', true],
  ['ls_in_qos_mark', '24.09.0', false],
  ['ls_out_lookup_fdb', '24.09.5', false],
])('%s in %s: %s', (stage, release, isPresent) => expect(stagesOf(release).has(stage)).toBe(isPresent));
