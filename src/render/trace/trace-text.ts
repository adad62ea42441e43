/**
 * Traces as ovn-trace prints them, to the byte (man ovn-trace, "Output"; OVN 25.03, utilities/ovn-trace.c): in detail,
 * in summary without tables, or minimal: just what became of the packet. A trace can be thousands of levels deep, so
 * trees are walked with a stack of their own.
 */

import { utf8Length } from '../../base/bytes/utf8.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { Trace, TraceAnswer } from '../../trace/trace.ts';

export const STYLES = ['detailed', 'summary', 'minimal'] as const;
export type Style = (typeof STYLES)[number];

/** All of `styles`, in ovn-trace's order, each under a heading if there are several; or why there is no trace. */
export function renderTrace(answer: TraceAnswer, styles: readonly Style[]): string {
  if ('error' in answer) return answer.error;
  const chosen = STYLES.filter(style => styles.includes(style));
  const parts = chosen.map(style => {
    const heading = chosen.length > 1 ? `# ${style[0]!.toUpperCase()}${style.slice(1)} trace.\n` : '';
    return heading + RENDERERS[style](answer);
  });
  return `# ${answer.heading}\n${parts.join('')}`;
}

const RENDERERS: Readonly<Record<Style, (trace: Trace) => string>> = {
  detailed: ({ root }) => detailed(root),
  summary: ({ root }) => summary(root, ['modify', 'table']),
  minimal: ({ root }) => summary(root, ['action', 'pipeline', 'table', 'output']),
};

const indent = (level: number): string => ' '.repeat(4 * level);

interface Placed {
  readonly node: TraceNode;
  readonly level: number;
}

/** Every node before its children; `childLevel` says at which level those are. */
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

/** A last child continues its parent's column, so that a long way does not wander off to the right. */
function detailed(root: TraceNode): string {
  const isDeeper = (node: TraceNode, isLast: boolean) => !isLast || isIndented(node) || isTerminal(node);
  const lines: string[] = [];
  const nodes = walk(root, ({ node, level }, isLast) => (isDeeper(node, isLast) ? level + 2 : level));
  for (const { node, level, isLast } of nodes) {
    if (node.kind !== 'modify') lines.push(title(node, isDeeper(node, isLast) ? level + 1 : level));
  }
  return lines.join('');
}

const isIndented = (node: TraceNode): boolean => node.kind === 'pipeline' && node.isIndented === true;
const isTerminal = ({ kind }: TraceNode): boolean => !['pipeline', 'table', 'transformation'].includes(kind);

function title({ kind, text }: TraceNode, level: number): string {
  const line = `${indent(level)}${text}\n`;
  if (kind !== 'pipeline' && kind !== 'transformation') return line;
  return `\n${line}${indent(level)}${'-'.repeat(utf8Length(text))}\n`;
}

/** Nodes of the kinds in `pruned` give way to their children. */
function summary(root: TraceNode, pruned: readonly TraceNode['kind'][]): string {
  const all = walk(root, ({ node, level }) => (pruned.includes(node.kind) ? level : level + 1));
  const shown = [...all].filter(({ node }) => !pruned.includes(node.kind));
  const lines: string[] = [];
  const open: Placed[] = [];
  for (const [index, placed] of shown.entries()) {
    while ((open.at(-1)?.level ?? -1) >= placed.level) lines.push(closing(open.pop()!));
    const hasChildren = (shown[index + 1]?.level ?? 0) > placed.level;
    if (!isMove(placed.node)) lines.push(opening(placed, hasChildren));
    if (hasChildren) open.push(placed);
  }
  while (open.length > 0) lines.push(closing(open.pop()!));
  return lines.join('');
}

const isMove = ({ kind, text }: TraceNode): boolean => kind === 'action' && text.startsWith('next(');

const opening = ({ node, level }: Placed, hasChildren: boolean): string =>
  `${indent(level)}${node.text}${hasChildren ? ' {' : ending(node)}\n`;

const closing = ({ node, level }: Placed): string => `${indent(level)}}${ending(node)}\n`;

const ending = ({ kind }: TraceNode): string => (kind === 'action' ? '' : ';');
