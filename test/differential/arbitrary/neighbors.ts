/** What a network has learned: neighbors of ports and locations of MAC addresses, drawn before the network is known. */
import fc, { type Arbitrary } from 'fast-check';
import type { Sb } from '../../../src/ovn/schema/sb.ts';
import { anyIp, anyMac, anySwitchNumber } from './values.ts';

/** Inserts into a southbound database with the ports of `sb`. */
export type Neighbors = (sb: Sb) => readonly object[];

const anyNeighbor: Arbitrary<Neighbors> = fc
  .record({ place: fc.nat({ max: 1000 }), ip: anySwitchNumber.chain(anyIp), mac: anyMac, isFdb: fc.boolean() })
  .map(({ place, ip, mac, isFdb }) => ({ Port_Binding }) => {
    const ports = Port_Binding.toSorted((a, b) => (a.logical_port < b.logical_port ? -1 : 1));
    const port = ports[place % Math.max(ports.length, 1)];
    if (!port) return [];
    const { datapath, logical_port, tunnel_key } = port;
    const row = isFdb
      ? { mac, dp_key: datapath.tunnel_key, port_key: tunnel_key }
      : { logical_port, ip, mac, datapath: ['uuid', datapath._uuid] };
    return [{ op: 'insert', table: isFdb ? 'FDB' : 'MAC_Binding', row }];
  });

/** Without duplicates: learned rows are unique by port and IP address, or by datapath and MAC address. */
export const anyNeighbors: Arbitrary<Neighbors> = fc.array(anyNeighbor, { maxLength: 6 }).map(neighbors => sb => {
  const inserts = neighbors.flatMap(neighbor => neighbor(sb)) as { row: Record<string, unknown> }[];
  const key = ({ row }: { row: Record<string, unknown> }) =>
    JSON.stringify([row.logical_port, row.ip, row.dp_key, row.dp_key && row.mac]);
  return [...new Map(inserts.map(insert => [key(insert), insert])).values()];
});
