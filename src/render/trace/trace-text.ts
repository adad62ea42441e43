/**
 * Traces as ovn-trace prints them, byte for byte (man ovn-trace, "Output"; OVN 25.03, utilities/ovn-trace.c). There are
 * three styles: detailed; summary, without tables; and minimal, with only the changes of the packet and its outputs. A trace
 * can be thousands of levels deep, so the trees are walked with an explicit stack.
 */
import { utf8Length } from '../../base/bytes/utf8.ts';
import { formatPacket } from '../../ovn/fields/format-packet.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { Trace, TraceAnswer } from '../../trace/trace.ts';
import { type Naming, namingOf } from './naming.ts';
import { type LineType, lineType, nodeLine } from './node-lines.ts';

export const STYLES = ['detailed', 'summary', 'minimal'] as const;
/** The forms in which ovn-trace prints a trace (man ovn-trace). */
export type Style = (typeof STYLES)[number];

/** The trace in all `styles`, in ovn-trace's order, with headings if there are several; or the error of the trace. */
export function renderTrace(answer: TraceAnswer, styles: readonly Style[]): string {
  if ('error' in answer) return answer.error;
  const chosen = STYLES.filter(style => styles.includes(style));
  const parts = chosen.map(style => {
    const heading = chosen.length > 1 ? `# ${style[0]!.toUpperCase()}${style.slice(1)} trace.\n` : '';
    return heading + RENDERERS[style](answer);
  });
  return `# ${formatPacket(answer.packet)}\n${parts.join('')}`;
}

const RENDERERS: Readonly<Record<Style, (trace: Trace) => string>> = {
  detailed,
  summary: trace => summary(trace, ['modify', 'table']),
  minimal: trace => summary(trace, ['action', 'pipeline', 'table', 'output']),
};

const indent = (level: number): string => ' '.repeat(4 * level);

interface Placed {
  readonly node: TraceNode;
  readonly level: number;
}

/** Yields every node before its children. `childLevel` returns the level of the children. */
function* walk(
  root: TraceNode,
  childLevel: (placed: Placed, isLast: boolean) => number,
): Generator<Placed & { isLast: boolean }> {
  const stack = [{ nodes: [root] as readonly TraceNode[], next: 0, level: 0 }];
  for (let top = stack[0]; top; top = stack.at(-1)) {
    const node = top.nodes[top.next++];
    if (!node) stack.pop();
    else {
      const { level } = top;
      const isLast = top.next === top.nodes.length;
      yield { node, level, isLast };
      stack.push({ nodes: node.children, next: 0, level: childLevel({ node, level }, isLast) });
    }
  }
}

/** A last child keeps its parent's indentation, so that a long trace does not drift to the right. */
function detailed({ root, names }: Trace): string {
  const naming = namingOf(names);
  const isDeeper = (node: TraceNode, isLast: boolean) => !isLast || isIndented(node) || isTerminal(node);
  const lines: string[] = [];
  const nodes = walk(root, ({ node, level }, isLast) => (isDeeper(node, isLast) ? level + 2 : level));
  for (const { node, level, isLast } of nodes) {
    if (lineType(node) !== 'modify') lines.push(title(node, isDeeper(node, isLast) ? level + 1 : level, naming));
  }
  return lines.join('');
}

const isIndented = (node: TraceNode): boolean => node.kind === 'pipeline' && node.isIndented === true;

const WITH_CHILDREN: readonly LineType[] = ['pipeline', 'table', 'transformation'];
const isTerminal = (node: TraceNode): boolean => !WITH_CHILDREN.includes(lineType(node));

const UNDERLINED: readonly LineType[] = ['pipeline', 'transformation'];

function title(node: TraceNode, level: number, naming: Naming): string {
  const text = nodeLine(node, naming);
  const line = `${indent(level)}${text}\n`;
  if (!UNDERLINED.includes(lineType(node))) return line;
  return `\n${line}${indent(level)}${'-'.repeat(utf8Length(text))}\n`;
}

/** Nodes of the types in `pruned` are replaced by their children. */
function summary({ root, names }: Trace, pruned: readonly LineType[]): string {
  const naming = namingOf(names);
  const isPruned = (node: TraceNode): boolean => pruned.includes(lineType(node));
  const all = walk(root, ({ node, level }) => (isPruned(node) ? level : level + 1));
  const shown = [...all].filter(({ node }) => !isPruned(node));
  const lines: string[] = [];
  const open: Placed[] = [];
  for (const [index, placed] of shown.entries()) {
    while ((open.at(-1)?.level ?? -1) >= placed.level) lines.push(closing(open.pop()!));
    const hasChildren = (shown[index + 1]?.level ?? 0) > placed.level;
    if (!isJump(placed.node)) lines.push(opening(placed, hasChildren, naming));
    if (hasChildren) open.push(placed);
  }
  while (open.length > 0) lines.push(closing(open.pop()!));
  return lines.join('');
}

/** The summary and minimal traces of ovn-trace omit every `next(...)`, but not `next;`. */
const isJump = (node: TraceNode): boolean =>
  node.kind === 'action' && node.action.kind === 'next' && !isToNextTable(node.action);

const isToNextTable = ({ pipeline, table, from }: ActionOf<'next'>): boolean =>
  pipeline === from.pipeline && table === from.table + 1;

const opening = ({ node, level }: Placed, hasChildren: boolean, naming: Naming): string =>
  `${indent(level)}${nodeLine(node, naming)}${hasChildren ? ' {' : ending(node)}\n`;

const closing = ({ node, level }: Placed): string => `${indent(level)}}${ending(node)}\n`;

const ending = (node: TraceNode): string => (lineType(node) === 'action' ? '' : ';');
