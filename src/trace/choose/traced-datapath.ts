/** Datapaths, ports and groups for tracing, by tunnel key. */
import type { Datapath } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';

export interface TracedDatapath {
  readonly row: Datapath;
  readonly key: number;
  readonly portsByKey: Map<number, TracedPort>;
  readonly groupsByKey: Map<number, TracedGroup>;
  readonly groupsByName: Map<string, TracedGroup>;
  /** Whether a port is bound to a gateway chassis; every such port is taken as resident here. */
  hasL3Gateway: boolean;
  /** The tunnel key of the port or group with this name. */
  readonly portKeys: PortKeys;
  /** MAC addresses by `PORT-KEY ADDRESS`, as in the southbound MAC_Binding table. */
  readonly macBindings: Map<string, number>;
  /** Port keys by MAC address, as in the southbound FDB table. */
  readonly fdb: Map<number, number>;
}

export interface TracedPort {
  readonly row: SbRow<'Port_Binding'>;
  readonly datapath: TracedDatapath;
  readonly key: number;
  /** The port at the other end of a patch port or gateway port. */
  peer?: TracedPort;
  /** The distributed port of a chassisredirect port. */
  distributedPort?: TracedPort;
}

export interface TracedGroup {
  readonly name: string;
  readonly key: number;
  /** In the order of their names; sorted when a packet goes to all of them. */
  ports(): readonly TracedPort[];
}

export const newTracedDatapath = (row: Datapath, portKeys: PortKeys): TracedDatapath => ({
  row,
  key: row.tunnel_key,
  portsByKey: new Map(),
  groupsByKey: new Map(),
  groupsByName: new Map(),
  hasL3Gateway: false,
  portKeys,
  macBindings: new Map(),
  fdb: new Map(),
});
