/**
 * What stages are for, as far as a reader of traces asks: which of them carry out ACLs, port security and DHCP. Truth:
 * northd/northd.h and northd/northd.c of the releases in stages.ts; before 23.03, port security had stages of other names.
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
  /** Decides whether packets go through conntrack for the ACLs. */
  'acl-pre': ['ls_in_pre_acl', 'ls_out_pre_acl'],
  /** Sets the bits by which the ACLs' flows know the state of a connection. */
  'acl-hint': ['ls_in_acl_hint', 'ls_out_acl_hint'],
  /** Decides by the ACLs and carries it out, before 23.06. */
  acl: ['ls_in_acl', 'ls_in_acl_after_lb', 'ls_out_acl'],
  /** Decides by the ACLs; the verdict is in a register. */
  'acl-eval': ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
  'acl-sample': ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample'],
  /** Carries out the verdict. */
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

/** Undefined for a stage that is not in the table, or that the source does not name. */
export const purposeOf = (stage: string): StagePurpose | undefined => PURPOSES.get(stage);

const ACL_PURPOSES: ReadonlySet<StagePurpose | undefined> = new Set<StagePurpose>([
  'acl-pre',
  'acl-hint',
  'acl',
  'acl-eval',
  'acl-sample',
  'acl-action',
]);

/** Whether a stage does any part of the work for ACLs. */
export const isAclStage = (stage: string): boolean => ACL_PURPOSES.has(purposeOf(stage));
