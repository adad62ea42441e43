/**
 * The purpose of the stages that matter to a reader of traces: ACLs, port security and DHCP. Truth: northd/northd.h and
 * northd/northd.c of the releases in stages.ts. Before 23.03, the stages of port security had other names.
 */
import type { StageName } from './stages.ts';

export type StagePurpose = keyof typeof STAGES_BY_PURPOSE;

const STAGES_BY_PURPOSE = {
  'port-security': [
    'ls_in_check_port_sec',
    'ls_in_apply_port_sec',
    'ls_out_check_port_sec',
    'ls_out_apply_port_sec',
    'ls_in_port_sec_l2',
    'ls_in_port_sec_ip',
    'ls_in_port_sec_nd',
    'ls_out_port_sec_ip',
    'ls_out_port_sec_l2',
  ],
  /** Decides whether packets go through conntrack before the ACLs. */
  'acl-pre': ['ls_in_pre_acl', 'ls_out_pre_acl'],
  /** Sets the bits from which the ACLs' flows read the state of a connection. */
  'acl-hint': ['ls_in_acl_hint', 'ls_out_acl_hint'],
  /** Evaluates the ACLs and applies the verdict, before 23.06. */
  acl: ['ls_in_acl', 'ls_in_acl_after_lb', 'ls_out_acl'],
  /** Evaluates the ACLs and writes the verdict to a register. */
  'acl-eval': ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
  'acl-sample': ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample'],
  /** Applies the verdict. */
  'acl-action': ['ls_in_acl_action', 'ls_in_acl_after_lb_action', 'ls_out_acl_action'],
  'dhcp-options': ['ls_in_dhcp_options'],
  'dhcp-response': ['ls_in_dhcp_response'],
  'nd-ra-options': ['lr_in_nd_ra_options'],
  'nd-ra-response': ['lr_in_nd_ra_response'],
} as const satisfies Record<string, readonly (StageName | OlderStage)[]>;

type OlderStage = `ls_${'in' | 'out'}_port_sec_${'l2' | 'ip' | 'nd'}`;

const PURPOSES: ReadonlyMap<string, StagePurpose> = new Map(
  Object.entries(STAGES_BY_PURPOSE).flatMap(([purpose, stages]) =>
    stages.map(stage => [stage, purpose as StagePurpose] as const),
  ),
);

/** Undefined for a stage that is not in the table, and for an empty name. */
export const purposeOf = (stage: string): StagePurpose | undefined => PURPOSES.get(stage);

const ACL_PURPOSES: ReadonlySet<StagePurpose | undefined> = new Set<StagePurpose>([
  'acl-pre',
  'acl-hint',
  'acl',
  'acl-eval',
  'acl-sample',
  'acl-action',
]);

/** Whether a stage is one of the ACL stages. */
export const isAclStage = (stage: string): boolean => ACL_PURPOSES.has(purposeOf(stage));
