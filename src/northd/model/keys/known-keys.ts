/**
 * What ovn-northd takes from a southbound database when it starts again: tunnel keys, which some flows have, and the order of
 * datapaths. Without such a database, keys are assigned as for an empty one.
 */
import { inOrder, rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import type { Sb } from '../../../ovn/schema/sb.ts';

type DatapathBinding = Sb['Datapath_Binding'][number];

/** Rows of a southbound database that belongs to the northbound rows. */
export type KeySource = Pick<Sb, 'Datapath_Binding' | 'Port_Binding'> & Partial<Pick<Sb, 'Chassis'>>;

type DatapathRow = Pick<NbRow<'Logical_Switch' | 'Logical_Router'>, '_uuid' | 'name'>;

export interface KnownKeys {
  /** The UUIDs of switches and routers, in the order in which ovn-northd visits their datapaths. */
  readonly datapaths: readonly string[];
  /** The row of a switch or router: by its UUID, or by its name if it has none, because it was made of manifests. */
  readonly datapath: (row: DatapathRow) => DatapathBinding | undefined;
  /** The key of a port of the switch or router; 0 if the database has none. */
  readonly ofPort: (row: DatapathRow, name: string) => number;
  /** The type of the port's binding, which depends on its chassis; undefined if the database has none. */
  readonly typeOfPort: (name: string) => string | undefined;
}

export function knownKeys({ Datapath_Binding = [], Port_Binding = [] }: Partial<KeySource> = {}): KnownKeys {
  const byUuid = new Map(Datapath_Binding.map(row => [nbUuid(row), row]));
  const byName = new Map(Datapath_Binding.map(row => [row.external_ids.get('name'), row]));
  const datapath = ({ _uuid, name }: DatapathRow) => (_uuid === '' ? byName.get(name) : byUuid.get(_uuid));
  const ports = new Map(Port_Binding.map(row => [row.logical_port, row]));
  return {
    datapaths: inOrder(Datapath_Binding, uuids => uuidOrder(rowOrder(uuids))).map(nbUuid),
    datapath,
    ofPort(owner, name) {
      const row = ports.get(name);
      return row && row.datapath === datapath(owner) ? row.tunnel_key : 0;
    },
    typeOfPort: name => ports.get(name)?.type,
  };
}

const nbUuid = ({ external_ids }: DatapathBinding): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router') ?? '';
