/** The context of an action, and the checks of each field that it uses (OVN 25.03, lib/actions.c and lib/expr.c). */
import { printBits } from '../../../lang/match-printer.ts';
import type { Field } from '../../../lang/match-tree.ts';
import { CHECKS_NEXT_BY_TARGET, pipelineLength } from '../../../ovn/release/features.ts';
import type { Presence, Release } from '../../../ovn/release/release.ts';
import { BindingFault } from '../../binding-fault.ts';
import { annotatedText, boundText } from '../../match/annotate.ts';
import { type BoundField, bindField } from '../../match/bind-operands.ts';
import type { Expression } from '../../match/expression.ts';
import type { OvnSymbol } from '../../symbol.ts';
import type { PipelineName } from './action.ts';

/** Where a list of actions is in a pipeline. */
export interface Position {
  readonly pipeline: PipelineName;
  readonly table: number;
  /** The number of tables in the pipeline. */
  readonly tables: number;
  /** The number of tables in the other one, in releases that check `next` by the pipeline that it enters. */
  readonly tablesOfOther?: number;
  /** The release of OVN whose language is used. Without it, all actions and fields that udon knows are allowed. */
  readonly release?: Release;
}

/** A place in a pipeline of `release`; without one, the pipelines are as long as those of any release. */
export function positionOf(place: Pick<Position, 'pipeline' | 'table'>, release: Release | undefined): Position {
  const { pipeline } = place;
  const tables = pipelineLength(release, pipeline);
  if (!release || !CHECKS_NEXT_BY_TARGET(release)) return { ...place, tables, ...(release && { release }) };
  const tablesOfOther = pipelineLength(release, pipeline === 'ingress' ? 'egress' : 'ingress');
  return { ...place, tables, tablesOfOther, release };
}

/** Whether the release of a text has a feature. Without a release, it has all. */
export const has = (presence: Presence, { release }: Pick<Position, 'release'>): boolean =>
  !release || presence(release);

export interface ActionContext extends Position {
  /** Which fields may be written. */
  readonly scope: 'default' | 'ct-commit';
  /** The prerequisites of the actions so far. Reading an action adds its own. */
  readonly prereqs: Expression[];
}

/** Binds a field that an action uses. The prerequisites of the field become those of the action. */
export function useField(field: Field, context: ActionContext): BoundField {
  const bound = bindField(field, context.release);
  if (bound.symbol.predicate !== undefined) {
    throw new BindingFault(`Predicate symbol ${bound.symbol.name} used where lvalue required.`, field);
  }
  context.prereqs.push(...fieldPrereqs(bound.symbol, context.release));
  return bound;
}

function fieldPrereqs({ prereqs, parent }: OvnSymbol, release: Release | undefined): Expression[] {
  const own = prereqs === undefined ? [] : [annotatedText(prereqs, release)];
  return parent ? [...own, ...fieldPrereqs(parent.symbol, release)] : own;
}

/** Adds a prerequisite as written, not annotated. Those of fields are annotated. */
export function require(predicate: string, { prereqs }: ActionContext): void {
  prereqs.push(boundText(predicate));
}

/** The error if `field` is not `width` bits wide (0 for a string), or is written and may not be. */
export function typeError(field: BoundField, width: number, isWritten: boolean, scope: ActionContext['scope']) {
  const { symbol } = field;
  if (field.width !== width) return widthError(field, width);
  if (isWritten && symbol.write !== scope) return `Field ${symbol.name} is not modifiable.`;
  return undefined;
}

function widthError({ symbol: { name }, low, width: actual }: BoundField, width: number): string {
  if (width === 0) return `Cannot use numeric field ${name} where string field is required.`;
  if (actual === 0) return `Cannot use string field ${name} where numeric field is required.`;
  const bits = `[${low}..${low + actual - 1}]`;
  return `Cannot use ${actual}-bit field ${name}${bits} where ${width}-bit field is required.`;
}

export function printBoundField({ symbol, low, width }: BoundField): string {
  return symbol.name + (width === symbol.width ? '' : printBits(low, low + width - 1));
}
