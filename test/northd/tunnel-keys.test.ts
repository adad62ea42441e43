/** With a southbound database, all tunnel keys and the UUIDs of datapaths are those of the database. */
import { describe, expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Sb } from '../../src/ovn/schema/sb.ts';
import {
  featureRecordings,
  northbound,
  recordingsOf,
  routerRecordings,
  southbound,
} from '../support/recorded-databases.ts';

type Rows = Pick<Sb, 'Datapath_Binding' | 'Port_Binding'>;

const datapathsOf = ({ Datapath_Binding }: Rows) =>
  Datapath_Binding.map(({ _uuid, tunnel_key, external_ids }) => [external_ids.get('name'), _uuid, tunnel_key]).sort();
const portsOf = ({ Port_Binding }: Rows) =>
  Port_Binding.map(({ logical_port, tunnel_key }) => [logical_port, tunnel_key]).sort();

describe.each([...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()])('%s', recording => {
  const keysFrom = southbound(recording);
  const { network } = compileNetwork(northbound(recording), { release: '25.03.0', keysFrom });

  test('datapaths', () => expect(datapathsOf(network)).toEqual(datapathsOf(keysFrom)));
  test('ports', () => expect(portsOf(network)).toEqual(portsOf(keysFrom)));
});

test('rows without UUIDs, as manifests give them, get the keys of the datapaths and ports of their names', () => {
  const recording = 'networks/25.03.0/a-primary-l2';
  const [nb, keysFrom] = [northbound(recording), southbound(recording)];
  const withoutUuid = <R extends object>(rows: readonly R[]): R[] => rows.map(row => ({ ...row, _uuid: '' }));
  const rows = {
    ...nb,
    Logical_Switch: withoutUuid(nb.Logical_Switch),
    Logical_Router: withoutUuid(nb.Logical_Router),
  };
  const { network } = compileNetwork(rows, { release: '25.03.0', keysFrom });
  expect(datapathsOf(network)).toEqual(datapathsOf(keysFrom));
  expect(portsOf(network)).toEqual(portsOf(keysFrom));
});

describe('a note says that keys of flows were assigned', () => {
  const notesOf = (recording: string, isKnown: boolean) => {
    const keysFrom = isKnown ? southbound(recording) : undefined;
    const { diagnostics } = compileNetwork(northbound(recording), { release: '25.03.0', keysFrom });
    return diagnostics.filter(({ code }) => code === 'keys-assigned').map(({ message }) => message);
  };

  test.each([
    ['routers/25.03.0/routing', ['Logical_Router gw: flows have tunnel keys']],
    ['northd/25.03.0/load-balancers', ['Logical_Router lr0: flows have tunnel keys']],
    ['networks/25.03.0/c-secondary-l2', []],
  ])('%s', (recording, starts) => {
    expect(notesOf(recording, false)).toEqual(starts.map(start => expect.stringContaining(start)));
    expect(notesOf(recording, true)).toEqual([]);
  });
});
