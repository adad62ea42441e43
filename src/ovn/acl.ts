/**
 * Where ovn-northd puts an ACL: the stages for its direction, and the priority of its flows (`build_acls`, `consider_acl`
 * and `acl_observation_stage` in northd/northd.c, OVN 25.03).
 */
import type { SwitchStage } from './release/stages.ts';
import type { NbRow } from './schema/nb.ts';
import { isTrue } from './schema/option-values.ts';

/** Where an ACL is evaluated: its direction, and whether it is in the second round at ingress. */
export type AclPoint = 'from-lport' | 'from-lport-after-lb' | 'to-lport';

interface AclPointRow {
  readonly pipeline: 'ingress' | 'egress';
  /** Each ACL writes its verdict. */
  readonly evalStage: SwitchStage;
  readonly sampleStage: SwitchStage;
  /** The verdict is carried out. */
  readonly actionStage: SwitchStage;
  /** Where replies to the packets that the ACL allows pass ACLs. */
  readonly replyPoint: AclPoint;
  /** OVN's number of the point in samples. */
  readonly observationStage: number;
}

export const ACL_POINTS = {
  'from-lport': {
    pipeline: 'ingress',
    evalStage: 'ls_in_acl_eval',
    sampleStage: 'ls_in_acl_sample',
    actionStage: 'ls_in_acl_action',
    replyPoint: 'to-lport',
    observationStage: 0,
  },
  'from-lport-after-lb': {
    pipeline: 'ingress',
    evalStage: 'ls_in_acl_after_lb_eval',
    sampleStage: 'ls_in_acl_after_lb_sample',
    actionStage: 'ls_in_acl_after_lb_action',
    replyPoint: 'to-lport',
    observationStage: 1,
  },
  'to-lport': {
    pipeline: 'egress',
    evalStage: 'ls_out_acl_eval',
    sampleStage: 'ls_out_acl_sample',
    actionStage: 'ls_out_acl_action',
    replyPoint: 'from-lport',
    observationStage: 2,
  },
} as const satisfies Readonly<Record<AclPoint, AclPointRow>>;

export const ACL_POINT_NAMES = Object.keys(ACL_POINTS) as readonly AclPoint[];

export function aclPoint({ direction, options }: Pick<NbRow<'ACL'>, 'direction' | 'options'>): AclPoint {
  if (direction !== 'from-lport') return 'to-lport';
  return isTrue(options, 'apply-after-lb') ? 'from-lport-after-lb' : 'from-lport';
}

/** `OVN_ACL_PRI_OFFSET`: flows have the priority of their ACL, 0 to 32767, plus this. */
const PRIORITY_OFFSET = 1000;

/** The priority of the flows of an ACL. */
export const aclFlowPriority = ({ priority }: Pick<NbRow<'ACL'>, 'priority'>): number => priority + PRIORITY_OFFSET;

/** Above all flows of ACLs, for packets that ovn-controller sends and answers. */
export const ABOVE_ACLS = 34000;
