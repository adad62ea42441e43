/**
 * A rule of ovn-northd: `export function* name(subject, context)`, which yields the flows of one subject. Rules have no
 * state, and no side effects except `report`.
 */
import type { StageName } from '../../../ovn/release/stages.ts';
import type { DifferenceName, Has } from '../../differences/differences.ts';
import type { RuleContext } from './context.ts';
import type { Flow } from './flow.ts';

export type Rule<Subject> = (subject: Subject, context: RuleContext) => Iterable<Flow>;

/** A line of a rule list. */
export interface RuleRow<Subject> {
  readonly rule: Rule<Subject>;
  /** The function of northd/northd.c in OVN 25.03 that the rule follows. */
  readonly ovn: `build_${string}` | 'consider_acl';
  /** Only releases with this difference apply the rule. */
  readonly when?: DifferenceName;
  /** Only releases without this difference apply the rule. */
  readonly unless?: DifferenceName;
  /** The stages of its flows. */
  readonly stages: readonly StageName[];
}

/** Rules by name, in ovn-northd's order. */
export type RuleList<Subject> = Readonly<Record<string, RuleRow<Subject>>>;

/** Whether a release with the differences `has` applies the rule. */
export const isApplied = ({ when, unless }: Pick<RuleRow<never>, 'when' | 'unless'>, has: Has): boolean =>
  (!when || has(when)) && !(unless && has(unless));
