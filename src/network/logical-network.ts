/**
 * The central data structure of udon: a southbound database with one record for each flow and datapath. (In OVN,
 * datapaths share flows through a Logical_DP_Group.) Readers and the compiler make it; the tracer uses it.
 */
import type { NbRow, NbTable } from '../ovn/schema/nb.ts';
import type { Sb, SbRow, SbTable } from '../ovn/schema/sb.ts';

export type Pipeline = 'ingress' | 'egress';

export type Datapath = SbRow<'Datapath_Binding'>;

/** A northbound row and the table it is in. */
export type NbTableRow<T extends NbTable = NbTable> = {
  [K in T]: { readonly table: K; readonly row: NbRow<K> };
}[T];

/** The rule that makes a flow, and the function of northd/northd.c that the rule follows. */
export interface RuleName {
  readonly name: string;
  readonly ovn: string;
}

/** A logical flow of one datapath (ovn-sb(5), Logical_Flow). */
export interface LogicalFlow {
  readonly datapath: Datapath;
  readonly pipeline: Pipeline;
  /** The table's number within its pipeline. */
  readonly table: number;
  /** The table's name, such as `ls_in_dhcp_options`; empty if the source does not have it. */
  readonly stage: string;
  /** Whether the source names the table, but with an empty name, which ovn-trace prints as one. */
  readonly isStageEmpty?: boolean | undefined;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The Logical_Flow row; empty if the source does not have it. */
  readonly uuid: string;
  /** The meter that limits its packets to ovn-controller, if the source has it. */
  readonly controllerMeter?: string | undefined;
  /** Where ovn-northd made it (`northd.c:1234`), if the source has it. */
  readonly source?: string | undefined;
  /** The first 8 digits of the UUID of the northbound row it was made for, if ovn-northd writes them. */
  readonly hint?: string | undefined;
  /** The northbound row it was made for; only compiled flows have it. All flows of a row share the object. */
  readonly madeFor?: NbTableRow | undefined;
  /** Only compiled flows have it. All flows of a rule share the object. */
  readonly rule?: RuleName | undefined;
}

/** Flows of one table, in their order. */
export interface FlowGroup {
  readonly length: number;
  /** The match of a flow, without making the flow. */
  match(index: number): string;
  flow(index: number): LogicalFlow;
}

/** A group of flows for each datapath and number. */
export type ByNumber<G> = ReadonlyMap<Datapath, ReadonlyMap<number, G>>;

/** Flows by their `tableNumber`. */
export type FlowsByTable = ByNumber<FlowGroup>;

/** UUIDs of Logical_Flow rows, decoded when they are read. */
export type RowIds = Iterable<string> & { readonly length: number };

/** The flows of a network. Each result is computed on the first call, and kept. */
export interface FlowSource {
  /** In the order of the source. */
  all(): readonly LogicalFlow[];
  byTable(): FlowsByTable;
  /** The rows of Logical_Flow in the order of the source. One row can have many flows, or none. */
  rowIds(): RowIds;
}

/** A southbound database in which each flow belongs to one datapath (ovn-sb(5)). */
export type LogicalNetwork = Omit<Sb, 'Logical_Flow' | 'Logical_DP_Group'> & {
  readonly flows: FlowSource;
  /**
   * The tables that the source does not have. The network has no rows of them, or only names. `Logical_Flow` means that the
   * source can lack some of the flows. Absent for a whole database.
   */
  readonly missing?: ReadonlySet<SbTable>;
};

/** Whether the source of `network` lacks a table, or a part of it. */
export const lacksTable = ({ missing }: LogicalNetwork, table: SbTable): boolean => missing?.has(table) === true;

/** ovn-northd's name for a datapath's switch or router; its UUID if it has no name. */
export const datapathName = (datapath: Datapath): string => datapath.external_ids.get('name') ?? datapath._uuid;
