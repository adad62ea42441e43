/**
 * The ways of a packet through a trace, each with where it ends: delivered, or in a table that does nothing more with it. Copies
 * have their own ways; packets that a table makes, such as ARP requests and rejections, have none.
 */
import type { NodeOf, TraceNode } from '../../../trace/state/trace-node.ts';

export type TableNode = NodeOf<'table' | 'no-match'>;

/** `nowhere`: the packet is in no table. */
export type Ending = Delivered | Ended | { readonly kind: 'nowhere'; readonly path: readonly TraceNode[] };

export interface Delivered {
  readonly kind: 'delivered';
  readonly node: NodeOf<'output'>;
  /** All nodes that contain it, the outermost first, and itself. */
  readonly path: readonly TraceNode[];
}

export interface Ended {
  readonly kind: 'ended';
  readonly node: TableNode;
  readonly path: readonly TraceNode[];
}

interface Step {
  readonly node: TraceNode;
  readonly parent: Step | undefined;
  /** Whether the packet goes on from here to an ending that is known. */
  goesOn: boolean;
}

/** In the order in which they are traced; at least one, unless the trace is empty. */
export function endingsOf(root: TraceNode): readonly Ending[] {
  const steps = stepsOf(root);
  const found: Ending[] = [];
  for (const step of steps.toReversed()) {
    const ending = endingAt(step);
    if (ending) found.push(ending);
    if ((ending || step.goesOn) && step.parent) step.parent.goesOn = true;
  }
  return found.reverse();
}

/** Parents before their children. A trace can be too deep for recursion. */
function stepsOf(root: TraceNode): readonly Step[] {
  const steps: Step[] = [];
  const stack: Step[] = [{ node: root, parent: undefined, goesOn: false }];
  for (let step = stack.pop(); step; step = stack.pop()) {
    steps.push(step);
    if (isOfOtherPacket(step.node)) continue;
    const parent = step;
    for (const node of step.node.children.toReversed()) stack.push({ node, parent, goesOn: false });
  }
  return steps;
}

const isOfOtherPacket = (node: TraceNode): boolean => node.kind === 'block' && node.packet !== 'clone';

function endingAt(step: Step): Ending | undefined {
  const { node, goesOn } = step;
  if (node.kind === 'output') return node.packet ? { kind: 'delivered', node, path: pathTo(step) } : undefined;
  if (!isTable(node) || goesOn) return undefined;
  return { kind: 'ended', node, path: pathTo(step) };
}

export const isTable = (node: TraceNode): node is TableNode => node.kind === 'table' || node.kind === 'no-match';

function pathTo(step: Step): readonly TraceNode[] {
  const path: TraceNode[] = [];
  for (let each: Step | undefined = step; each; each = each.parent) path.push(each.node);
  return path.reverse();
}

/** All that a table does itself: its subtree up to the next table. */
export function effectsOf(table: TraceNode): readonly TraceNode[] {
  const nodes: TraceNode[] = [];
  const stack = table.children.toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    if (!isTable(node) && !isOfOtherPacket(node)) stack.push(...node.children.toReversed());
  }
  return nodes.filter(node => !isTable(node));
}
