/** The hops of a trace as a picture: datapaths, and in each the stages that changed the packet or decided on it. */
import type { TraceDrop } from '../../../../analyze/explain/trace-verdict.ts';
import { datapathName, type LogicalFlow } from '../../../../network/logical-network.ts';
import { isRegister } from '../../../../ovn/fields/layout.ts';
import type { BoundField } from '../../../../sema/match/bind-operands.ts';
import { locate } from '../../../../sema/symbol.ts';
import type { TraceNode } from '../../../../trace/state/trace-node.ts';
import type { Trace } from '../../../../trace/trace.ts';
import { type Naming, namingOf } from '../../../trace/naming.ts';
import { nodeLine } from '../../../trace/node-lines.ts';
import type { PathBox, PathColumn, PathPicture } from '../../model/report.ts';
import { hopTone, portOfHop, stageOfStep } from './hop-steps.ts';
import { endOf, type Hop, type HopStep } from './hops.ts';

/** More columns and boxes than these are not drawn: copies to all ports can be thousands. */
const MAX_COLUMNS = 12;
const MAX_BOXES = 14;

export interface DrawnTrace extends Pick<Trace, 'names'> {
  readonly drop?: TraceDrop | undefined;
}

/** The pipelines of one datapath, one after the other, are one column. */
export function hopsPicture(hops: readonly Hop[], trace: DrawnTrace): PathPicture {
  const columns = columnsOf(hops, trace);
  const shown = columns.slice(0, MAX_COLUMNS).map(shortened);
  const more = columns.length > shown.length ? ` And ${columns.length - shown.length} more datapaths.` : '';
  const ways = shown.map(({ title, boxes }) => `${title}: ${boxes.map(box => box.title).join(', ')}`).join('. ');
  return { kind: 'path', label: `The way of the packet. ${ways}.${more}`, columns: shown };
}

interface Column extends PathColumn {
  readonly boxes: PathBox[];
}

function columnsOf(hops: readonly Hop[], { names, drop }: DrawnTrace): readonly Column[] {
  const naming = namingOf(names);
  const columns: Column[] = [];
  for (const [index, hop] of hops.entries()) {
    const isLinked = index === 0 || hops[index - 1]!.next === hop;
    const title = datapathName(hop.place.datapath);
    const isSame = isLinked && columns.at(-1)?.title === title && hop.place.pipeline === 'egress';
    if (!isSame) columns.push({ title, boxes: [], ...(!isLinked && { isApart: true }) });
    columns.at(-1)!.boxes.push(...boxesOf(hop, naming, drop));
  }
  return columns;
}

function shortened(column: Column): PathColumn {
  const { boxes } = column;
  if (boxes.length <= MAX_BOXES) return column;
  const left: PathBox = { title: `${boxes.length - MAX_BOXES + 1} more stages`, text: '', tone: 'plain' };
  return { ...column, boxes: [...boxes.slice(0, MAX_BOXES / 2 - 1), left, ...boxes.slice(-MAX_BOXES / 2)] };
}

function boxesOf(hop: Hop, naming: Naming, drop: TraceDrop | undefined): readonly PathBox[] {
  const port = portOfHop(hop, naming);
  const text = port === '' ? '' : `port ${port}`;
  return [
    { title: hop.place.pipeline, text, tone: 'plain' },
    ...hop.steps.flatMap(step => stageBox(step, hop, naming, drop)),
  ];
}

function stageBox(step: HopStep, hop: Hop, naming: Naming, drop: TraceDrop | undefined): readonly PathBox[] {
  const title = stageOfStep(step);
  const isLast = step === hop.steps.at(-1);
  if (drop?.flow && flowOf(step) === drop.flow) return [{ title, text: reasonOf(drop), tone: 'bad' }];
  if (isLast && endOf(hop) === 'dropped') return [{ title, text: 'the packet ends here', tone: hopTone(hop) }];
  const lines = step.effects.filter(changes).map(node => nodeLine(node, naming));
  if (lines.length === 0 && !isLast) return [];
  return [{ title, text: lines.join(' '), tone: isLast ? hopTone(hop) : 'plain' }];
}

const flowOf = ({ table }: HopStep): LogicalFlow | undefined => (table.kind === 'table' ? table.flow : undefined);

const reasonOf = ({ by, means }: TraceDrop): string => by ?? means;

/** Whether something happens that people see from outside. Registers are the pipeline's own. */
function changes(node: TraceNode): boolean {
  if (node.kind === 'modify') return false;
  if (node.kind !== 'action') return node.kind !== 'exit';
  const { action } = node;
  if (action.kind === 'load') return !isInternal(action.field);
  if (action.kind === 'move') return !isInternal(action.left);
  if (action.kind === 'exchange') return !isInternal(action.left) || !isInternal(action.right);
  if (action.kind === 'next' || action.kind === 'output') return false;
  return !('destination' in action && isInternal(action.destination as BoundField));
}

/** The outport is a register, too, but it is where the packet goes. */
const isInternal = ({ symbol }: BoundField): boolean =>
  symbol.name !== 'outport' && isRegister(locate(symbol).location);
