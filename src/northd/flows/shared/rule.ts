/**
 * A rule of ovn-northd: `export function* name(subject, context)`, which yields the flows of one subject. Rules have no
 * state, and no effect except what they `report`.
 */
import type { SwitchStage } from '../../../ovn/release/stages.ts';
import type { RuleContext } from './context.ts';
import type { Flow } from './flow.ts';

export type Rule<Subject> = (subject: Subject, context: RuleContext) => Iterable<Flow>;

/** A line of the rule list. */
export interface RuleRow<Subject> {
  readonly rule: Rule<Subject>;
  /** The function that it follows, of northd/northd.c in OVN 25.03. */
  readonly ovn: `build_${string}` | 'consider_acl';
  /** The stages that it writes flows to. */
  readonly stages: readonly SwitchStage[];
}

/** Rules by their names, in ovn-northd's order. */
export type RuleList<Subject> = Readonly<Record<string, RuleRow<Subject>>>;
