/**
 * The southbound rows of every recording, except values that only a database chooses: UUIDs, bindings, unrequested tunnel
 * keys.
 */
import { describe, expect, test } from 'vitest';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { DIFFERENCES } from '../../../src/northd/differences/differences.ts';
import type { Release } from '../../../src/ovn/release/release.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import {
  featureRecordings,
  newerRecordings,
  northbound,
  RECORDED_RELEASES,
  recordingsOf,
  releaseRecordings,
  routerRecordings,
  southbound,
} from '../../support/recorded-databases.ts';
import { COMPARED_TABLES, viewsOf } from '../../support/southbound-views.ts';

const recordings: readonly (readonly [string, Release])[] = [
  ...[...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()].map(
    name => [name, '25.03.0'] as const,
  ),
  ...RECORDED_RELEASES.filter(release => release !== '25.03.0').flatMap(release =>
    releaseRecordings(release).map(name => [name, release] as const),
  ),
  ...newerRecordings().map(name => [name, '26.03.1'] as const),
];

describe.each(recordings)('%s', (recording, release) => {
  const nb = northbound(recording);
  const recorded = southbound(recording);
  // Only a southbound database knows which chassis are remote.
  const keysFrom = /^(routers|releases)/.test(recording) ? recorded : undefined;
  const { network } = compileNetwork(nb, { release, keysFrom });
  const hasUuids = DIFFERENCES.sameUuids.present(release);

  test.each(COMPARED_TABLES)('%s', table => {
    expect(viewsOf(network, table, hasUuids)).toEqual(viewsOf(recorded, table, hasUuids));
  });

  test('requested tunnel keys', () => {
    const requested = nb.Logical_Switch.flatMap(({ ports }) => ports).filter(({ options }) =>
      options.has('requested-tnl-key'),
    );
    for (const { name, options } of requested) {
      const { tunnel_key } = network.Port_Binding.find(row => row.logical_port === name)!;
      expect(String(tunnel_key), name).toBe(options.get('requested-tnl-key'));
    }
  });

  test('references lead to rows of the same network', () => {
    const datapaths = new Set(network.Datapath_Binding);
    const bindings = new Set(network.Port_Binding);
    expect(network.Port_Binding.every(({ datapath }) => datapaths.has(datapath))).toBe(true);
    expect(network.flows.all().every(({ datapath }) => datapaths.has(datapath))).toBe(true);
    expect(network.Multicast_Group.every(({ ports }) => ports.every(port => bindings.has(port)))).toBe(true);
  });
});

/** The tracer behaves as the release that made the flows, not as the one that wrote the northbound rows. */
test.each([
  [undefined, '25.03.0'],
  ['25.03.0-20.41.0-77.6', '25.03.0-20.41.0-77.6'],
  ['26.03.1-21.8.0-80.0', '25.03.0'],
])('with the version %s in the northbound options, it is %s', (stored, expected) => {
  const options = new Map(stored === undefined ? [] : [['northd_internal_version', stored]]);
  const nb = newDatabase(NB, { NB_Global: [newRow(NB, 'NB_Global', { options })] });
  const { network } = compileNetwork(nb, { release: '25.03.0' });
  expect(network.SB_Global[0]!.options.get('northd_internal_version')).toBe(expected);
});
