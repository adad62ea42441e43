/**
 * A logical network arranged for tracing: datapaths, ports and groups by name and by tunnel key, flows by table. Nothing
 * of a flow is parsed here (OVN 25.03, utilities/ovn-trace.c, read_db()).
 */

import { compareUtf8 } from '../../base/bytes/utf8.ts';
import { inOrder, rowOrder, uuidOrder } from '../../base/hash-table.ts';
import { parseAddress } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { isPartialUuid, isUuid, shortenUuid } from '../../base/uuid.ts';
import type { Datapath, LogicalNetwork } from '../../network/logical-network.ts';
import { NEWEST_KNOWN_RELEASE, parseRelease, type Release } from '../../ovn/release/release.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import { FlowTables } from './flow-tables.ts';

export interface TracedDatapath {
  readonly row: Datapath;
  readonly name: string;
  readonly friendlyName: string;
  readonly key: number;
  readonly portsByKey: Map<number, TracedPort>;
  readonly groupsByKey: Map<number, TracedGroup>;
  readonly groupsByName: Map<string, TracedGroup>;
  /** Whether a port is bound to a gateway chassis; all of those count as being here. */
  hasL3Gateway: boolean;
  /** The tunnel key that a name stands for here. */
  readonly portKeys: PortKeys;
  /** MAC addresses by `PORT-KEY ADDRESS`, as in the southbound MAC_Binding table. */
  readonly macBindings: Map<string, number>;
  /** Port keys by MAC address, as in the southbound FDB table. */
  readonly fdb: Map<number, number>;
}

export interface TracedPort {
  readonly row: SbRow<'Port_Binding'>;
  readonly datapath: TracedDatapath;
  readonly name: string;
  readonly friendlyName: string;
  readonly type: string;
  readonly key: number;
  /** The port at the other end, of a patch port or a gateway's. */
  peer?: TracedPort;
  /** What a chassisredirect port stands for. */
  distributedPort?: TracedPort;
}

export interface TracedGroup {
  readonly name: string;
  readonly key: number;
  /** By their names; sorted when a packet goes to all of them. */
  ports(): readonly TracedPort[];
}

export interface NameStyle {
  /** Whether names take the place of UUIDs in what is printed. */
  readonly isFriendly: boolean;
}

export class TracedNetwork {
  readonly network: LogicalNetwork;
  /** The release that wrote the network, as far as it tells; else the newest that udon knows something of. */
  readonly release: Release;
  private readonly datapaths: Map<Datapath, TracedDatapath>;
  private readonly ports = new Map<string, TracedPort>();
  private readonly style: NameStyle;
  private tables: FlowTables | undefined;

  constructor(network: LogicalNetwork, style: NameStyle) {
    this.network = network;
    this.release = releaseOf(network) ?? NEWEST_KNOWN_RELEASE;
    this.style = style;
    const rows = inOrder(network.Datapath_Binding, uuids => uuidOrder(rowOrder(uuids)));
    this.datapaths = new Map(rows.map(row => [row, this.newDatapath(row)]));
    for (const row of network.Port_Binding) this.addPort(row);
    for (const port of this.ports.values()) this.link(port);
    for (const group of network.Multicast_Group) this.addGroup(group);
    for (const binding of network.MAC_Binding) this.addMacBinding(binding);
    for (const entry of network.FDB) this.addFdb(entry);
  }

  /** By its name or the beginning of a UUID, at least 4 digits of it; undefined if none or more than one fits. */
  findDatapath(name: string): TracedDatapath | undefined {
    const all = [...this.datapaths.values()];
    const named = all.find(({ row }) => [nameOf(row), row.external_ids.get('name2')].includes(name));
    if (named || !isPartialUuid(name)) return named;
    const [match, ...others] = all.filter(({ row }) => [row._uuid, nbUuid(row)].some(uuid => uuid.startsWith(name)));
    return others.length === 0 ? match : undefined;
  }

  port(name: string): TracedPort | undefined {
    return this.ports.get(name);
  }

  /** All flows, arranged when the first packet comes. */
  get flows(): FlowTables {
    this.tables ??= new FlowTables(this.network);
    return this.tables;
  }

  private newDatapath(row: Datapath): TracedDatapath {
    const name = nameOf(row);
    const otherKeys = new Map<string, number | undefined>();
    const portKeys = (portName: string): number | undefined => {
      if (portName === '' || portName === 'none') return 0;
      const port = this.ports.get(portName);
      if (port) return port.datapath === datapath ? port.key : undefined;
      if (!otherKeys.has(portName)) otherKeys.set(portName, this.findOtherKey(datapath, portName));
      return otherKeys.get(portName);
    };
    const datapath: TracedDatapath = {
      row,
      name,
      friendlyName: this.style.isFriendly ? shortenUuid(row.external_ids.get('name2') ?? name) : nbUuid(row),
      key: row.tunnel_key,
      portsByKey: new Map(),
      groupsByKey: new Map(),
      groupsByName: new Map(),
      hasL3Gateway: false,
      portKeys,
      macBindings: new Map(),
      fdb: new Map(),
    };
    return datapath;
  }

  private addPort(row: SbRow<'Port_Binding'>): void {
    if (this.ports.has(row.logical_port)) return;
    const datapath = this.datapaths.get(row.datapath)!;
    const name = row.logical_port;
    const port: TracedPort = {
      row,
      datapath,
      name,
      friendlyName: this.style.isFriendly ? shortenUuid(row.external_ids.get('name') ?? name) : name,
      type: row.type,
      key: row.tunnel_key,
    };
    this.ports.set(name, port);
    datapath.portsByKey.set(port.key, port);
    if (row.type === 'l3gateway') datapath.hasL3Gateway = true;
  }

  private link(port: TracedPort): void {
    const { options, type } = port.row;
    const other = (option: string) => this.ports.get(options.get(option) ?? '');
    const peer = type === 'patch' || type === 'l3gateway' ? other('peer') : undefined;
    if (peer) Object.assign(port, { peer });
    const distributedPort = type === 'chassisredirect' ? other('distributed-port') : undefined;
    if (distributedPort?.datapath === port.datapath) Object.assign(port, { distributedPort });
  }

  /** Ports of other datapaths, which should not be in a group, count for ovn-trace. */
  private addGroup(row: SbRow<'Multicast_Group'>): void {
    const datapath = this.datapaths.get(row.datapath)!;
    const ports = () =>
      row.ports.flatMap(port => this.ports.get(port.logical_port) ?? []).sort((a, b) => compareUtf8(a.name, b.name));
    const group = { name: row.name, key: row.tunnel_key, ports };
    datapath.groupsByKey.set(group.key, group);
    datapath.groupsByName.set(group.name, group);
  }

  private addMacBinding({ logical_port, ip, mac, datapath }: SbRow<'MAC_Binding'>): void {
    const port = this.ports.get(logical_port);
    const address = parseAddress(ip);
    const value = parseMac(mac);
    if (!port || port.row.datapath !== datapath || !address || value === undefined) return;
    port.datapath.macBindings.set(`${port.key} ${address.value}`, value);
  }

  private addFdb({ mac, dp_key, port_key }: SbRow<'FDB'>): void {
    const datapath = [...this.datapaths.values()].find(({ key }) => key === dp_key);
    const value = parseMac(mac);
    if (datapath && value !== undefined) datapath.fdb.set(value, port_key);
  }

  /** The key of what is no port's own name. */
  private findOtherKey(datapath: TracedDatapath, name: string): number | undefined {
    const port = this.findPort(name);
    if (port) return port.datapath === datapath ? port.key : undefined;
    return datapath.groupsByName.get(name)?.key;
  }

  /** A port by its other name, or by the beginning of its UUID or of a name that is one. */
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

/** ovn-northd says which release it is, as `25.03.0-20.41.0-77.6`. */
function releaseOf({ SB_Global: [global] }: LogicalNetwork): Release | undefined {
  return parseRelease(global?.options.get('northd_internal_version')?.split('-')[0] ?? '');
}

const nbUuid = ({ external_ids, _uuid }: Datapath): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router') ?? _uuid;

const nameOf = (row: Datapath): string => row.external_ids.get('name') ?? nbUuid(row);
