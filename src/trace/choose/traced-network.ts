/**
 * A logical network, indexed for tracing: datapaths, ports and groups by name and by tunnel key, flows by table. Flows are
 * not parsed here (OVN 25.03, utilities/ovn-trace.c, read_db()).
 */
import { inOrder, rowOrder, uuidOrder } from '../../base/hash-table.ts';
import { isPartialUuid, isUuid } from '../../base/uuid.ts';
import { detectRelease } from '../../network/detect-release.ts';
import type { Datapath, LogicalNetwork } from '../../network/logical-network.ts';
import { isNewer, NEWEST_KNOWN_RELEASE, type Release } from '../../ovn/release/release.ts';
import { FlowTables } from './flow-tables.ts';
import { addFdb, addGroup, addMacBinding, addPorts } from './network-rows.ts';
import { newTracedDatapath, type TracedDatapath, type TracedPort } from './traced-datapath.ts';

export class TracedNetwork {
  readonly network: LogicalNetwork;
  /** The release that wrote the network, if the source names or shows it; else the newest that udon knows. */
  readonly release: Release;
  /** Whether the source names its release, and udon knows its language. */
  readonly isReleaseKnown: boolean;
  private readonly datapaths: ReadonlyMap<Datapath, TracedDatapath>;
  private readonly ports: ReadonlyMap<string, TracedPort>;
  private tables: FlowTables | undefined;

  constructor(network: LogicalNetwork) {
    this.network = network;
    const detected = detectRelease(network);
    this.release = detected?.release ?? NEWEST_KNOWN_RELEASE;
    this.isReleaseKnown = detected?.evidence === 'northd' && !isNewer(detected.release, NEWEST_KNOWN_RELEASE);
    const rows = inOrder(network.Datapath_Binding, uuids => uuidOrder(rowOrder(uuids)));
    this.datapaths = new Map(rows.map(row => [row, this.newDatapath(row)]));
    this.ports = addPorts(network, this.datapaths);
    for (const group of network.Multicast_Group) addGroup(group, this.datapaths, this.ports);
    for (const binding of network.MAC_Binding) addMacBinding(binding, this.ports);
    for (const entry of network.FDB) addFdb(entry, this.datapaths);
  }

  /** By its name or by at least the first 4 digits of its UUID; undefined if none or more than one fits. */
  findDatapath(name: string): TracedDatapath | undefined {
    const all = [...this.datapaths.values()];
    const named = all.find(({ row }) => [nameOf(row), row.external_ids.get('name2')].includes(name));
    if (named || !isPartialUuid(name)) return named;
    const [match, ...others] = all.filter(({ row }) => [row._uuid, nbUuid(row)].some(uuid => uuid.startsWith(name)));
    return others.length === 0 ? match : undefined;
  }

  /** Of a row of this network. */
  datapath(row: Datapath): TracedDatapath {
    return this.datapaths.get(row)!;
  }

  port(name: string): TracedPort | undefined {
    return this.ports.get(name);
  }

  /** All flows, indexed when the first packet is traced. */
  get flows(): FlowTables {
    this.tables ??= new FlowTables(this.network);
    return this.tables;
  }

  private newDatapath(row: Datapath): TracedDatapath {
    const otherKeys = new Map<string, number | undefined>();
    const portKeys = (name: string): number | undefined => {
      if (name === '' || name === 'none') return 0;
      const port = this.ports.get(name);
      if (port) return port.datapath === datapath ? port.key : undefined;
      if (!otherKeys.has(name)) otherKeys.set(name, this.findOtherKey(datapath, name));
      return otherKeys.get(name);
    };
    const datapath = newTracedDatapath(row, portKeys);
    return datapath;
  }

  /** The key for a name that no port has as its logical name. */
  private findOtherKey(datapath: TracedDatapath, name: string): number | undefined {
    const port = this.findPort(name);
    if (port) return port.datapath === datapath ? port.key : undefined;
    return datapath.groupsByName.get(name)?.key;
  }

  /** A port by its other name, or by the beginning of its UUID, or of its name if that is a UUID. */
  private findPort(name: string): TracedPort | undefined {
    const isPartial = isPartialUuid(name);
    const [match, ...others] = [...this.ports.values()].filter(({ row }) => {
      const byUuid =
        isPartial && (row._uuid.startsWith(name) || (isUuid(row.logical_port) && row.logical_port.startsWith(name)));
      return row.external_ids.get('name') === name || byUuid;
    });
    return others.length === 0 ? match : undefined;
  }
}

const nbUuid = ({ external_ids, _uuid }: Datapath): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router') ?? _uuid;

const nameOf = (row: Datapath): string => row.external_ids.get('name') ?? nbUuid(row);
