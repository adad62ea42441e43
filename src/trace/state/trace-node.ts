/**
 * What happened to a packet, as a tree. Each node has the line that ovn-trace prints for it (OVN 25.03,
 * utilities/ovn-trace.c, `struct ovntrace_node`) and, for programs, what the line says. A line may be written but when
 * it is read, so a copy of a node does not have it; render/trace-json.ts gives trees that can be copied.
 */

import type { LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import { printAction } from '../../sema/actions/rows.ts';
import type { FriendlyNames } from '../choose/friendly-names.ts';

interface NodeBase {
  readonly text: string;
  readonly children: TraceNode[];
}

export type TraceNode = NodeBase &
  (
    | PipelineNode
    /** A table that the packet went through, with the flow that it matched, if any. */
    | {
        readonly kind: 'table';
        readonly table: number;
        readonly stage: string;
        readonly flow?: LogicalFlow | undefined;
      }
    /** An action that was executed; without one, a remark on it. */
    | { readonly kind: 'action'; readonly action?: Action }
    /** A change of the packet. */
    | { readonly kind: 'modify' }
    /** Something that became of the packet or of a copy, and what happened then. */
    | { readonly kind: 'transformation' }
    /** A packet that leaves, or that does not. `port` is where it leaves for good, `packet` what it is like then. */
    | { readonly kind: 'output'; readonly port?: string; readonly packet?: Packet }
    /** Something that could not be done, or was assumed. */
    | { readonly kind: 'error' }
  );

export interface PipelineNode {
  readonly kind: 'pipeline';
  readonly datapath: string;
  readonly pipeline: Pipeline | 'multicast';
  readonly inport?: string;
  readonly outport?: string;
  /** Indented in the detailed trace even where it is the last of its siblings. */
  readonly isIndented?: boolean;
}

/** A node without children yet. */
export const node = <N extends object>(parts: N & { readonly text: string }): N & NodeBase => ({
  ...parts,
  children: [],
});

/** The table of a pipeline. What it says is found when it is read: many traces are not shown. */
export class TableNode {
  readonly kind = 'table';
  readonly children: TraceNode[] = [];
  readonly table: number;
  readonly flow: LogicalFlow | undefined;
  readonly #stageWithoutFlow: string;
  readonly #friendly: FriendlyNames;

  constructor(table: number, flow: LogicalFlow | undefined, stageWithoutFlow: string, friendly: FriendlyNames) {
    this.table = table;
    this.flow = flow;
    this.#stageWithoutFlow = stageWithoutFlow;
    this.#friendly = friendly;
  }

  get stage(): string {
    return this.flow ? this.flow.stage : this.#stageWithoutFlow;
  }

  get text(): string {
    return `${String(this.table).padStart(2)}. ${this.flow ? describe(this.flow, this.#friendly) : noMatch(this.stage)}`;
  }
}

function describe({ stage, source, match, priority, uuid }: LogicalFlow, friendly: FriendlyNames): string {
  const place = source === undefined ? stage : stage === '' ? `(${source})` : `${stage} (${source})`;
  const id = uuid === '' ? '' : `, uuid ${uuid.slice(0, 8)}`;
  return `${place && `${place}: `}${friendly(match)}, priority ${priority}${id}`;
}

const noMatch = (stage: string): string => `${stage && `${stage}: `}no match (implicit drop)`;

export class ActionNode {
  readonly kind = 'action';
  readonly children: TraceNode[] = [];
  readonly action: Action;
  readonly #friendly: FriendlyNames;

  constructor(action: Action, friendly: FriendlyNames) {
    this.action = action;
    this.#friendly = friendly;
  }

  get text(): string {
    return this.#friendly(printAction(this.action));
  }
}
