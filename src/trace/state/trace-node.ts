/**
 * What happens to a packet, as a tree of typed steps. Each kind holds the parts that its line needs; the line itself is
 * made only in render/trace. The steps are those of ovn-trace, in its order (OVN 25.03, utilities/ovn-trace.c, `struct
 * ovntrace_node`). Nodes are plain data: values, rows of the database, fields and actions.
 */
import type { Datapath, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Action, ActionOf, OptionsKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import type { NodeShapesOfConntrack } from './conntrack-nodes.ts';
import type { ModifyParts } from './modify-node.ts';
import type { OutputTarget, PortRow, SeenPort } from './seen-port.ts';
import type { Assumption, Remark, TraceError } from './trace-remarks.ts';

type NodeShapes = PlaceShapes & ActionShapes & ChangeShapes & NodeShapesOfConntrack & OutputShapes & RemarkShapes;

/** Where the packet is. */
interface PlaceShapes {
  /** The packet enters a pipeline. A port is absent if ovn-trace does not name it. */
  pipeline: {
    readonly datapath: Datapath;
    readonly pipeline: Pipeline;
    readonly inport?: SeenPort;
    readonly outport?: SeenPort;
    /** Indented in the detailed trace even if it is the last of its siblings. */
    readonly isIndented?: boolean;
  };
  /** The packet goes to all ports of a group; each child is the pipeline of one port. */
  multicast: { readonly datapath: Datapath; readonly group: string };
  /** The packet matches a flow of a table. Its children are the actions. `before` is the packet as it enters, if it is kept. */
  table: { readonly table: number; readonly flow: LogicalFlow; readonly before?: Packet };
  /** The packet matches no flow of a table, which drops it. */
  'no-match': {
    readonly datapath: Datapath;
    readonly pipeline: Pipeline;
    readonly table: number;
    /** Empty if the source does not name the stage. */
    readonly stage: string;
    readonly isStageEmpty?: boolean | undefined;
    readonly before?: Packet;
  };
}

interface ActionShapes {
  /** An action is executed. The nodes after it are its effects. */
  action: { readonly action: Action };
  /** A list of actions is empty, which drops the packet. */
  drop: object;
}

/** What an action does to the packet or to its stack. */
interface ChangeShapes {
  modify: ModifyParts;
  push: { readonly field: BoundField; readonly value: bigint };
  /** Without a value, the stack is empty. */
  pop: { readonly field: BoundField; readonly value?: bigint };
  /** ovn-controller puts options into the packet. */
  'put-options': { readonly action: ActionOf<OptionsKind> };
  /** The actions of a block run on a packet of this type; they are the children. */
  block: { readonly packet: BlockPacket };
  log: { readonly action: ActionOf<'log'>; readonly pipeline: Pipeline; readonly packet: Packet };
}

/** The packets that blocks of actions make. */
export type BlockPacket = 'clone' | 'arp' | 'icmp4' | 'icmp6' | 'tcp_reset' | 'sctp_abort' | 'nd_na' | 'nd_ns';

/** Where the packet leaves a pipeline, or why it does not. */
interface OutputShapes {
  output: {
    readonly to: OutputTarget;
    /** The port at the other end of a patch, where the packet goes on. */
    readonly peer?: PortRow;
    /** The packet as it leaves the network; only if it leaves by a known port without a peer. */
    readonly packet?: Packet;
  };
  /** ovn-trace's line in its short traces for an `output` that leaves the network. */
  exit: { readonly to: OutputTarget };
  /** The packet would go back to its inport, which needs `flags.loopback`. */
  'output-omitted': object;
  /** The outport is a chassisredirect port; its distributed port takes its place. */
  redirect: { readonly port: PortRow; readonly to: PortRow };
  'flood-remote': object;
  'remote-fdb': object;
}

interface RemarkShapes {
  /** What an action finds or does, besides changes of the packet. */
  remark: Remark;
  /** What the trace assumes, because the packet does not contain it. */
  assumption: Assumption;
  /** What cannot be done. */
  error: TraceError;
}

export type NodeKind = keyof NodeShapes;

/** The parts of a node, without its children. */
export type NodeParts<K extends NodeKind = NodeKind> = { [Kind in K]: { readonly kind: Kind } & NodeShapes[Kind] }[K];

interface Parent {
  readonly children: TraceNode[];
}

export type NodeOf<K extends NodeKind> = NodeParts<K> & Parent;
export type TraceNode = NodeOf<NodeKind>;

/** Adds a node to its siblings, and returns the list of its children. */
export function append(siblings: TraceNode[], parts: NodeParts): TraceNode[] {
  const children: TraceNode[] = [];
  siblings.push({ ...parts, children } as TraceNode);
  return children;
}
