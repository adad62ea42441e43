/**
 * The southbound rows of every recording, except values that only a database chooses: UUIDs, bindings, unrequested tunnel
 * keys.
 */
import { describe, expect, test } from 'vitest';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { featureRecordings, northbound, recordingsOf, southbound } from '../../support/recorded-databases.ts';
import { COMPARED_TABLES, viewsOf } from '../../support/southbound-views.ts';

describe.each([...recordingsOf('25.03.0'), ...featureRecordings()])('%s', recording => {
  const nb = northbound(recording);
  const recorded = southbound(recording);
  const { network } = compileNetwork(nb, { release: '25.03.0' });

  test.each(COMPARED_TABLES)('%s', table => {
    expect(viewsOf(network, table)).toEqual(viewsOf(recorded, table));
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
