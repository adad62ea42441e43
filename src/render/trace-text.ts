/**
 * Traces as ovn-trace prints them, to the byte (man ovn-trace, "Output"; OVN 25.03, utilities/ovn-trace.c): in detail,
 * in summary without tables, or minimal: just what became of the packet.
 */
import type { Trace, TraceAnswer } from '../trace/trace.ts';
import type { TraceNode } from '../trace/trace-node.ts';

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
  detailed: ({ root }) => detailed([root], 0),
  summary: ({ root }) => summary(prune([root], ['modify', 'table']), 0),
  minimal: ({ root }) => summary(prune([root], ['action', 'pipeline', 'table', 'output']), 0),
};

const indent = (level: number): string => ' '.repeat(4 * level);

/** A last child continues its parent's column, so that a long way does not wander off to the right. */
function detailed(nodes: readonly TraceNode[], level: number): string {
  return nodes
    .map((node, index) => {
      if (node.kind === 'modify') return '';
      const isDeeper = index < nodes.length - 1 || isIndented(node) || isTerminal(node);
      const own = level + (isDeeper ? 1 : 0);
      return title(node, own) + detailed(node.children, isDeeper ? level + 2 : level);
    })
    .join('');
}

const isIndented = (node: TraceNode): boolean => node.kind === 'pipeline' && node.isIndented === true;
const isTerminal = ({ kind }: TraceNode): boolean => !['pipeline', 'table', 'transformation'].includes(kind);

function title({ kind, text }: TraceNode, level: number): string {
  const line = `${indent(level)}${text}\n`;
  if (kind !== 'pipeline' && kind !== 'transformation') return line;
  return `\n${line}${indent(level)}${'-'.repeat(Buffer.byteLength(text))}\n`;
}

/** Nodes of `kinds` give way to their children. */
function prune(nodes: readonly TraceNode[], kinds: readonly TraceNode['kind'][]): TraceNode[] {
  return nodes.flatMap(node => {
    const children = prune(node.children, kinds);
    return kinds.includes(node.kind) ? children : [{ ...node, children }];
  });
}

function summary(nodes: readonly TraceNode[], level: number): string {
  return nodes
    .filter(({ kind, text }) => kind !== 'action' || !text.startsWith('next('))
    .map(({ kind, text, children }) => {
      const block = children.length > 0 ? ` {\n${summary(children, level + 1)}${indent(level)}}` : '';
      return `${indent(level)}${text}${block}${kind === 'action' ? '' : ';'}\n`;
    })
    .join('');
}
