/** A trace as a JSON value: the typed parts of each node, and its line as ovn-trace prints it. */
import { formatPacket } from '../../ovn/fields/format-packet.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { TraceAnswer } from '../../trace/trace.ts';
import type { Json } from '../json.ts';
import { gapNotes } from './gap-notes.ts';
import { type Naming, namingOf } from './naming.ts';
import { partsToJson } from './node-json.ts';
import { nodeLine } from './node-lines.ts';

/** The version of the format in grammar/trace.schema.json. It changes when a part is renamed or removed. */
const VERSION = 1;

/** Readers of JSON refuse values that are nested deeper than some thousand levels; a step has two. */
const MAX_DEPTH = 1_000;
const TOO_DEEP = `the trace is more than ${MAX_DEPTH} steps deep, too deep for JSON: ask for its text`;

/** A trace as grammar/trace.schema.json describes it; an error for a trace that is too deep. */
export function traceToJson(answer: TraceAnswer): Json {
  if ('error' in answer) return { version: VERSION, error: answer.error.trimEnd() };
  const { packet, root, gaps, names } = answer;
  if (isDeeper(root, MAX_DEPTH)) return { version: VERSION, error: TOO_DEEP };
  const notes = gapNotes(gaps);
  const trace = nodeToJson(root, namingOf(names));
  return { version: VERSION, packet: formatPacket(packet), trace, ...(notes.length > 0 && { notes }) };
}

function nodeToJson(node: TraceNode, naming: Naming): Json {
  const children = node.children.map(child => nodeToJson(child, naming));
  const parts = { kind: node.kind, text: nodeLine(node, naming), ...partsToJson(node) };
  return children.length > 0 ? { ...parts, children } : parts;
}

/** Level by level, because a trace can be deeper than the stack of calls. */
function isDeeper(root: TraceNode, limit: number): boolean {
  let level: readonly TraceNode[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap(({ children }) => children);
  }
  return false;
}
