/** A trace as a value that JSON can hold: the tree with its typed parts, beside the lines that ovn-trace prints. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { TraceAnswer } from '../../trace/trace.ts';

export type Json = string | number | boolean | { readonly [key: string]: Json } | readonly Json[];

export function traceToJson(answer: TraceAnswer): Json {
  if ('error' in answer) return { error: answer.error.trimEnd() };
  return { packet: answer.heading, trace: nodeToJson(answer.root) };
}

function nodeToJson(node: TraceNode): Json {
  const { kind, text, children } = node;
  return { kind, text, ...partsOf(node), ...(children.length > 0 && { children: children.map(nodeToJson) }) };
}

function partsOf(node: TraceNode): { readonly [key: string]: Json } {
  switch (node.kind) {
    case 'pipeline': {
      const { datapath, pipeline, inport, outport } = node;
      return { datapath, pipeline, ...(inport !== undefined && { inport }), ...(outport !== undefined && { outport }) };
    }
    case 'table':
      return { table: node.table, stage: node.stage, ...(node.flow && { flow: flowToJson(node.flow) }) };
    case 'action':
      return node.action ? { action: node.action.kind } : {};
    case 'output':
      return node.port === undefined ? {} : { port: node.port };
    case 'modify':
    case 'transformation':
    case 'error':
      return {};
  }
}

const flowToJson = ({ priority, match, actions, uuid, source, hint }: LogicalFlow): Json => ({
  priority,
  match,
  actions,
  ...(uuid !== '' && { uuid }),
  ...(source !== undefined && { source }),
  ...(hint !== undefined && { hint }),
});
