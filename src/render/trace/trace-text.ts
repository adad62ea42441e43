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

/**
 * The longest text of a trace in all its styles, in characters. The line of a step is indented by the depth of the step, so
 * the text of a loop is far longer than its trace. A packet that uses up a TTL of 255 needs about 18 MiB.
 */
const MAX_TEXT = 128 * 2 ** 20;
const TOO_LONG = `*** stopped after ${MAX_TEXT / 2 ** 20} MiB of text: the trace goes on\n`;

export const STYLES = ['detailed', 'summary', 'minimal'] as const;
/** The forms in which ovn-trace prints a trace (man ovn-trace). */
export type Style = (typeof STYLES)[number];

/** The trace in all `styles`, in ovn-trace's order, with headings if there are several; or the error of the trace. */
export function renderTrace(answer: TraceAnswer, styles: readonly Style[]): string {
  if ('error' in answer) return answer.error;
  const chosen = STYLES.filter(style => styles.includes(style));
  let left = MAX_TEXT;
  const parts = chosen.map(style => {
    const heading = chosen.length > 1 ? `# ${style[0]!.toUpperCase()}${style.slice(1)} trace.\n` : '';
    const text = RENDERERS[style](answer, new LimitedText(left));
    left -= text.length;
    return heading + text;
  });
  return `# ${formatPacket(answer.packet)}\n${parts.join('')}`;
}

const RENDERERS: Readonly<Record<Style, (trace: Trace, text: LimitedText) => string>> = {
  detailed,
  summary: (trace, text) => summary(trace, text, ['modify', 'table']),
  minimal: (trace, text) => summary(trace, text, ['action', 'pipeline', 'table', 'output']),
};

/** Lines up to a limit, and then a line that says that others are left out. */
class LimitedText {
  private readonly lines: string[] = [];
  private left: number;

  constructor(limit: number) {
    this.left = Math.max(0, limit);
  }

  /** False if `line` is beyond the limit, as all lines after it are. */
  add(line: string): boolean {
    if (this.left < 0) return false;
    this.left -= line.length;
    this.lines.push(this.left < 0 ? TOO_LONG : line);
    return this.left >= 0;
  }

  join(): string {
    return this.lines.join('');
  }
}

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
function detailed({ root, names }: Trace, text: LimitedText): string {
  const naming = namingOf(names);
  const isDeeper = (node: TraceNode, isLast: boolean) => !isLast || isIndented(node) || isTerminal(node);
  const nodes = walk(root, ({ node, level }, isLast) => (isDeeper(node, isLast) ? level + 2 : level));
  for (const { node, level, isLast } of nodes) {
    if (lineType(node) === 'modify') continue;
    if (!text.add(title(node, isDeeper(node, isLast) ? level + 1 : level, naming))) break;
  }
  return text.join();
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
function summary({ root, names }: Trace, text: LimitedText, pruned: readonly LineType[]): string {
  const naming = namingOf(names);
  const isPruned = (node: TraceNode): boolean => pruned.includes(lineType(node));
  const all = walk(root, ({ node, level }) => (isPruned(node) ? level : level + 1));
  const shown = [...all].filter(({ node }) => !isPruned(node));
  const open: Placed[] = [];
  const close = (level: number): void => {
    while ((open.at(-1)?.level ?? -1) >= level && text.add(closing(open.pop()!)));
  };
  for (const [index, placed] of shown.entries()) {
    close(placed.level);
    const hasChildren = (shown[index + 1]?.level ?? 0) > placed.level;
    if (!isJump(placed.node) && !text.add(opening(placed, hasChildren, naming))) break;
    if (hasChildren) open.push(placed);
  }
  close(0);
  return text.join();
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
