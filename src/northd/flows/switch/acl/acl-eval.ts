/** ls_in_acl_eval, ls_in_acl_after_lb_eval, ls_out_acl_eval: each ACL writes its verdict for matching packets. */
import { ACL_POINTS, aclFlowPriority, aclPoint } from '../../../../ovn/acl.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { logAction } from './acl-log.ts';
import { observe, storeLabel } from './acl-sample.ts';

/** `consider_acl`. */
export function* acls(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { acls, isStateful, maxTier } = context.stateOf(ls);
  for (const acl of acls) {
    const isTracked = isStateful && !STATELESS_ACTIONS.has(acl.action);
    const hasTiers = maxTier[aclPoint(acl)] > 0;
    yield* context.shared(acl, `acls ${isTracked} ${hasTiers}`, () => evaluation(acl, isTracked, hasTiers, context));
  }
}

function* evaluation(acl: NbRow<'ACL'>, isTracked: boolean, hasTiers: boolean, context: RuleContext): Iterable<Flow> {
  const { evalStage } = ACL_POINTS[aclPoint(acl)];
  const hint = madeFor('ACL', acl);
  const ofTier = hasTiers ? `${context.registers.REG_ACL_TIER} == ${acl.tier} && ` : '';
  if (isLost(acl, isTracked, context)) return;
  for (const { match, actions } of isTracked ? stateful(acl, context) : stateless(acl, context)) {
    const decision = `${logAction(acl, context)}${verdict(acl, context)}${actions}`;
    yield flow(evalStage, aclFlowPriority(acl), `${ofTier}${match}`, decision, hint);
  }
}

/** Only connections that an ACL allows can pass a network function; other ACLs with one are left out. */
function isLost({ action, network_function_group }: NbRow<'ACL'>, isTracked: boolean, { has }: RuleContext): boolean {
  const isPermission = action === 'allow' || action === 'allow-related';
  return has('networkFunctions') && network_function_group !== undefined && !(isTracked && isPermission);
}

const STATELESS_ACTIONS: ReadonlySet<string> = new Set(['pass', 'allow-stateless']);

function verdict({ action }: NbRow<'ACL'>, { registers: R }: RuleContext): string {
  if (action === 'pass') return '';
  if (action === 'drop') return `${R.REGBIT_ACL_VERDICT_DROP} = 1; `;
  if (action === 'reject') return `${R.REGBIT_ACL_VERDICT_REJECT} = 1; `;
  return `${R.REGBIT_ACL_VERDICT_ALLOW} = 1; `;
}

/** The differences between the flows of one ACL. They share the tier, the log and the verdict. */
type Variant = Pick<Flow, 'match' | 'actions'>;

function stateless(acl: NbRow<'ACL'>, context: RuleContext): readonly Variant[] {
  return [{ match: `(${acl.match})`, actions: `${observe(acl, acl.sample_new, undefined, context)}next;` }];
}

const stateful = (acl: NbRow<'ACL'>, context: RuleContext): readonly Variant[] =>
  acl.action === 'drop' || acl.action === 'reject' ? refusal(acl, context) : permission(acl, context);

/** New connections are committed. Packets of known connections pass on, but still need an ACL that allows them. */
function permission(acl: NbRow<'ACL'>, context: RuleContext): readonly Variant[] {
  const { registers: R, has } = context;
  const commit = `${R.REGBIT_CONNTRACK_COMMIT} = 1; `;
  const label = `${storeLabel(acl, context)}${observe(acl, acl.sample_new, acl.sample_est, context)}`;
  const redirect = redirectTo(acl, context);
  const isLabelled = redirect || acl.label !== 0 || (has('observedConnections') && acl.sample_est !== undefined);
  return [
    {
      match: `${R.REGBIT_ACL_HINT_ALLOW_NEW} == 1 && (${acl.match})`,
      actions: `${has('commitInHintStage') ? '' : commit}${persist(acl, context)}${label}${redirect}next;`,
    },
    {
      match: `${R.REGBIT_ACL_HINT_ALLOW} == 1 && (${acl.match})`,
      actions: `${isLabelled ? commit : ''}${label}${redirect}next;`,
    },
  ];
}

function redirectTo({ network_function_group: group }: NbRow<'ACL'>, { registers: R, has }: RuleContext): string {
  if (!group || !has('networkFunctions')) return '';
  return `${R.REGBIT_NF_ENABLED} = 1; ${R.REGBIT_NF_ORIG_DIR} = 1; ${R.REG_NF_GROUP_ID} = ${group.id}; `;
}

function persist(acl: NbRow<'ACL'>, { registers: R, aclTables, has, chassisHas }: RuleContext): string {
  if (!has('persistedConnections') || !chassisHas('ct-label-flush') || !isTrue(acl.options, 'persist-established'))
    return '';
  const id = aclTables.persistentIds.get(acl);
  return id === undefined ? '' : `${R.REG_ACL_ID} = ${id}; ${R.REGBIT_ACL_PERSIST_ID} = 1; `;
}

/** A previously allowed connection is marked as blocked. */
function refusal(acl: NbRow<'ACL'>, context: RuleContext): readonly Variant[] {
  const { registers: R } = context;
  const label = observe(acl, acl.sample_new, undefined, context);
  const point = `ct_label.obs_point_id = ${acl.sample_est?.metadata ?? 0}; `;
  const block = `ct_commit { ct_mark.blocked = 1; ${context.has('observedBlocks') ? point : ''}};`;
  return [
    { match: `${R.REGBIT_ACL_HINT_DROP} == 1 && (${acl.match})`, actions: `${label}next;` },
    { match: `${R.REGBIT_ACL_HINT_BLOCK} == 1 && (${acl.match})`, actions: `${label}${block} next;` },
  ];
}
