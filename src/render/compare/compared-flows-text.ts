/** Compared flows as text: the stages that moved, came or went, and the changes of each stage. */
import type { ChangeGroup } from '../../analyze/compare/change-groups.ts';
import type { FlowsCompared, StageChange } from '../../analyze/compare/compare-flows.ts';
import type { FlowChange } from '../../analyze/compare/named-flow.ts';
import type { StageMove } from '../../analyze/compare/stage-moves.ts';
import { count } from './count.ts';
import { beginOf, editLines, markedEdit } from './edit-text.ts';

export interface FlowsTextOptions {
  /** Lines below the name of a stage: why its flows differ. */
  readonly reasonsOf?: (stage: string) => readonly string[];
  /** Whether the flows of stages that came or went are listed, too, and not only counted. */
  readonly showsAll?: boolean;
  /** How many groups of changes a stage shows; the others are counted. None shows one line for each stage. */
  readonly most?: number;
}

/** Empty if all is the same. */
export function renderComparedFlows({ moves, stages }: FlowsCompared, options: FlowsTextOptions = {}): string {
  const comings = new Set(moves.filter(isComing).flatMap(move => move.stages));
  const own = stages.filter(({ stage }) => options.showsAll || !comings.has(stage));
  if (options.most === 0) return [renderMoves(moves, stages), renderCounts(own)].filter(part => part !== '').join('\n');
  const parts = [renderMoves(moves, stages), ...own.map(stage => renderStage(stage, options))];
  return parts.filter(part => part !== '').join('\n');
}

const isComing = ({ before, after }: StageMove): boolean => before === undefined || after === undefined;

const renderMoves = (moves: readonly StageMove[], stages: readonly StageChange[]): string =>
  moves.length === 0 ? '' : `Stages\n${moves.map(move => `  ${renderMove(move, stages)}\n`).join('')}`;

function renderMove(move: StageMove, stages: readonly StageChange[]): string {
  const { before, after, pipeline } = move;
  if (before === undefined) return `+ ${move.stages[0]}: ${pipeline} table ${after}, ${contentsOf(move, stages)}`;
  if (after === undefined) return `- ${move.stages[0]}: ${pipeline} table ${before}, ${contentsOf(move, stages)}`;
  const name = move.stages.length === 1 ? move.stages[0] : `${move.stages[0]} to ${move.stages.at(-1)}`;
  return `  ${name}: ${pipeline} ${tables(before, move)} -> ${tables(after, move).replace(/^tables? /, '')}`;
}

const tables = (first: number, { stages }: StageMove): string =>
  stages.length === 1 ? `table ${first}` : `tables ${first}-${first + stages.length - 1}`;

/** A stage that only goes on has no effect. */
function contentsOf({ stages: [name], flows }: StageMove, stages: readonly StageChange[]): string {
  const groups = stages.find(({ stage }) => stage === name)?.groups ?? [];
  const goesOn = groups.flat().every(({ before, after }) => (before ?? after)!.actions === 'next;');
  const verb = flows === 1 ? 'goes' : 'go';
  return `${count(flows, 'flow')}${goesOn ? ` that only ${verb} on` : ''}`;
}

/** `ls_in_lb  3 changed, 1 more`: flows, not groups. */
function renderCounts(stages: readonly StageChange[]): string {
  const width = Math.max(0, ...stages.map(({ stage }) => stage.length));
  const lines = stages.map(({ stage, groups }) => {
    const changes = groups.flat();
    const counted = COUNTED.map(([what, isSo]) => [what, flowsOf(changes.filter(isSo))] as const);
    return `  ${stage.padEnd(width)}  ${counted.flatMap(([what, number]) => (number > 0 ? `${number} ${what}` : [])).join(', ')}\n`;
  });
  return lines.length === 0 ? '' : `Flows by stage\n${lines.join('')}`;
}

const COUNTED: readonly (readonly [string, (change: FlowChange) => boolean])[] = [
  ['changed', ({ before, after }) => before !== undefined && after !== undefined],
  ['only before', ({ after }) => after === undefined],
  ['only after', ({ before }) => before === undefined],
];

function renderStage({ stage, groups }: StageChange, { reasonsOf, most = Infinity }: FlowsTextOptions): string {
  const shown = groups.slice(0, most);
  const more = groups.length - shown.length;
  const reasons = (reasonsOf?.(stage) ?? []).map(reason => `  why: ${reason}\n`);
  const rest = more > 0 ? [`  ... and ${count(more, 'more group', 'more groups')} of changes\n`] : [];
  return [`${stage}\n`, ...reasons, ...shown.map(renderGroup), ...rest].join('');
}

function renderGroup([change, ...others]: ChangeGroup): string {
  const lines = changeLines(change);
  const [first, ...rest] = lines;
  const note = groupNote([change, ...others]);
  return [`  ${first}${note}`, ...rest.map(line => `      ${line}`)].map(line => `${line}\n`).join('');
}

/** `  (2 datapaths)`, `  (and 3 flows like it)`. */
function groupNote(changes: ChangeGroup): string {
  const { datapaths } = changes[0];
  const notes = [
    ...(datapaths.length > 1 ? [`in ${count(datapaths.length, 'datapath')}`] : []),
    ...(changes.length > 1 ? [`and ${count(flowsOf(changes.slice(1)), 'flow')} alike`] : []),
  ];
  return notes.length === 0 ? '' : `  (${notes.join(', ')})`;
}

const flowsOf = (changes: readonly FlowChange[]): number =>
  changes.reduce((sum, { datapaths }) => sum + datapaths.length, 0);

function changeLines({ before, after }: FlowChange): readonly string[] {
  if (!before || !after) {
    const { priority, match, actions } = (before ?? after)!;
    return [`${before ? '-' : '+'} ${priority} ${beginOf(match)}`, `=> ${beginOf(actions)}`];
  }
  const priority = before.priority === after.priority ? before.priority : `[-${before.priority}-]{+${after.priority}+}`;
  return [`~ ${priority} ${markedEdit(before.match, after.match)}`, ...editLines(before.actions, after.actions)];
}
