/**
 * The waist of udon: a southbound database whose logical flows were laid flat, one record for each datapath that a flow
 * applies to (OVN itself shares a flow among a Logical_DP_Group). Readers and the compiler make it, the tracer uses it.
 */

import type { Sb, SbRow } from '../ovn/schema/sb.ts';
import type { FlowsByTable } from './flow-groups.ts';

export type Pipeline = 'ingress' | 'egress';

export type Datapath = SbRow<'Datapath_Binding'>;

export interface LogicalFlow {
  readonly datapath: Datapath;
  readonly pipeline: Pipeline;
  /** The table's number within its pipeline. */
  readonly table: number;
  /** The table's name, such as `ls_in_dhcp_options`; empty where the source does not tell. */
  readonly stage: string;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The Logical_Flow row; empty where the source does not tell. */
  readonly uuid: string;
  /** Where ovn-northd made it (`northd.c:1234`), if the source tells. */
  readonly source?: string | undefined;
  /** The first 8 digits of the UUID of the northbound row it was made for, if the source tells. */
  readonly hint?: string | undefined;
}

export type LogicalNetwork = Omit<Sb, 'Logical_Flow' | 'Logical_DP_Group'> & {
  readonly flows: readonly LogicalFlow[];
  /** UUIDs of the rows of Logical_Flow, in the order of a source that has them: of a row there can be many flows, and none. */
  readonly flowRows?: Iterable<string> & { readonly length: number };
  /** The flows, where the source knows their tables before it makes them. A copy, which may have others, does without. */
  readonly flowsByTable?: FlowsByTable;
};

/** The name by which ovn-northd calls a datapath's switch or router; its UUID where it has none. */
export const datapathName = (datapath: Datapath): string => datapath.external_ids.get('name') ?? datapath._uuid;
