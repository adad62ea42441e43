/**
 * What ovn-northd takes from a southbound database when it starts again: tunnel keys, which some flows have, and the order of
 * datapaths. Without such a database, keys are assigned as for an empty one.
 */
import { inOrder, rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import type { Sb } from '../../../ovn/schema/sb.ts';

type DatapathBinding = Sb['Datapath_Binding'][number];

/** Rows of a southbound database that belongs to the northbound one. */
export type KeySource = Pick<Sb, 'Datapath_Binding' | 'Port_Binding'>;

export interface KnownKeys {
  /** The UUIDs of switches and routers, in the order in which ovn-northd visits their datapaths. */
  readonly datapaths: readonly string[];
  /** The row of the switch or router with this UUID. */
  readonly datapath: (uuid: string) => DatapathBinding | undefined;
  /** The key of a port of the switch or router with this UUID; 0 if the database has none. */
  readonly ofPort: (datapathUuid: string, name: string) => number;
  /** The type of the port's binding, which depends on its chassis; undefined if the database has none. */
  readonly typeOfPort: (name: string) => string | undefined;
}

export function knownKeys({ Datapath_Binding = [], Port_Binding = [] }: Partial<KeySource> = {}): KnownKeys {
  const datapaths = new Map(Datapath_Binding.map(row => [nbUuid(row), row]));
  const ports = new Map(Port_Binding.map(row => [row.logical_port, row]));
  return {
    datapaths: inOrder(Datapath_Binding, uuids => uuidOrder(rowOrder(uuids))).map(nbUuid),
    datapath: uuid => datapaths.get(uuid),
    ofPort(datapathUuid, name) {
      const row = ports.get(name);
      return row && nbUuid(row.datapath) === datapathUuid ? row.tunnel_key : 0;
    },
    typeOfPort: name => ports.get(name)?.type,
  };
}

const nbUuid = ({ external_ids }: DatapathBinding): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router') ?? '';
