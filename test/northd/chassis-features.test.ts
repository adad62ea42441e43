/** Flows are such as all chassis of the zone understand (northd/northd.c, `struct chassis_features`). */
import { describe, expect, test } from 'vitest';
import { printFlow } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Release } from '../../src/ovn/release/release.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import { newRow } from '../../src/ovn/schema/schema.ts';
import { northbound, southbound } from '../support/recorded-databases.ts';

const ALL = [
  'ct-commit-nat-v2',
  'ct-commit-to-zone',
  'ct-label-flush',
  'ct-next-zone',
  'ct-no-masked-label',
  'ct-state-save',
  'ovn-ct-lb-related',
  'ovn-sample-with-registers',
];

const chassis = (name: string, features: readonly string[], others: readonly (readonly [string, string])[] = []) =>
  newRow(SB, 'Chassis', {
    name,
    other_config: new Map([...features.map(feature => [feature, 'true'] as const), ...others]),
  });

const recorded = { '24.03.9': 'releases/24.03.9/r301', '25.03.3': 'releases/25.03.3/r301' } as const;
type Recorded = keyof typeof recorded & Release;

function compiled(release: Recorded, rows: readonly ReturnType<typeof chassis>[]) {
  const { Datapath_Binding, Port_Binding } = southbound(recorded[release]);
  const keysFrom = { Datapath_Binding, Port_Binding, Chassis: rows };
  const { network, diagnostics } = compileNetwork(northbound(recorded[release]), { release, keysFrom });
  return { flows: network.flows.all().map(printFlow), diagnostics };
}

const without = (release: Recorded, feature: string) =>
  compiled(release, [
    chassis('hv1', ALL),
    chassis(
      'hv2',
      ALL.filter(each => each !== feature),
    ),
  ]).flows;

describe('one chassis lacks', () => {
  const all = compiled('25.03.3', [chassis('hv1', ALL)]).flows;
  const goneWithout = (feature: string) => {
    const left = new Set(without('25.03.3', feature));
    return all.filter(flow => !left.has(flow));
  };

  test.each([
    ['ct-state-save', /ct_state_save\(\)|reg4\[5\] && reg4\[3\] && reg4\[7\]/],
    ['ct-commit-nat-v2', /icmp && flags\.icmp_snat == 1/],
    ['ct-commit-to-zone', /ct_next\([ds]nat\)|ct_commit_to_zone|ct_[ds]nat;|flags\.unsnat_/],
    ['ct-next-zone', /ct_next\([ds]nat\)|ct_commit_to_zone|ct_[ds]nat;|flags\.unsnat_/],
  ])('%s', (feature, text) => {
    const gone = goneWithout(feature);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.filter(flow => !text.test(flow))).toEqual([]);
  });

  test('what its release does not look at', () => expect(goneWithout('ct-no-masked-label')).toEqual([]));
});

test('without chassis, all features are assumed; chassis of other zones do not count', () => {
  const all = compiled('25.03.3', [chassis('hv1', ALL)]).flows;
  expect(compiled('25.03.3', []).flows).toEqual(all);
  const remote = chassis('hv2', [], [['is-remote', 'true']]);
  expect(compiled('25.03.3', [chassis('hv1', ALL), remote]).flows).toEqual(all);
});

test('what udon does not make for older chassis is named', () => {
  const { diagnostics } = compiled('24.03.9', [
    chassis(
      'hv1',
      ALL.filter(each => each !== 'ct-no-masked-label'),
    ),
  ]);
  expect(diagnostics.filter(({ code }) => code === 'chassis-feature').map(({ message }) => message)).toEqual([
    'chassis hv1 lacks ct-no-masked-label: OVN 24.03.9 writes older flows for it, which udon does not make',
  ]);
});
