/** What a register or flag is set by: the last flow on the way of a packet that wrote these bits. */
import type { LogicalFlow } from '../../../network/logical-network.ts';
import type { Action } from '../../../sema/actions/kit/action.ts';
import type { BoundField } from '../../../sema/match/bind-operands.ts';
import { locate } from '../../../sema/symbol.ts';
import type { NodeOf, TraceNode } from '../../../trace/state/trace-node.ts';

/** Undefined if no flow of the path writes them: then they are 0. */
export function lastWriter(field: BoundField, path: readonly TraceNode[]): LogicalFlow | undefined {
  return path.findLast((node): node is NodeOf<'table'> => node.kind === 'table' && writes(node, field))?.flow;
}

const writes = ({ children }: NodeOf<'table'>, field: BoundField): boolean =>
  children.some(node => node.kind === 'action' && destinationsOf(node.action).some(each => overlap(each, field)));

function destinationsOf(action: Action): readonly BoundField[] {
  if (action.kind === 'load') return [action.field];
  if (action.kind === 'move') return [action.left];
  if (action.kind === 'exchange') return [action.left, action.right];
  return 'destination' in action ? [action.destination] : [];
}

/** Wider views of registers share their words, with the most significant word first. */
function overlap(a: BoundField, b: BoundField): boolean {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one.start < other.end && other.start < one.end;
}

function rangeOf({ symbol, low, width }: BoundField): { readonly start: number; readonly end: number } {
  const { location, low: at } = locate(symbol, low);
  const end = location.word * 32 + Math.max(location.width, 32) - at;
  return { start: end - (width || 32), end };
}
