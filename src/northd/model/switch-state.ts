/** How a switch's ACLs and load balancers change its pipeline (northd/en-ls-stateful.c). */
import { type AclPoint, aclPoint } from '../../ovn/acl.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { Has } from '../differences/differences.ts';
import type { Switch } from './datapath.ts';

export interface SwitchState {
  /** The switch's own ACLs, and those of port groups that contain its ports. */
  readonly acls: readonly NbRow<'ACL'>[];
  readonly hasAcls: boolean;
  readonly hasStatefulAcl: boolean;
  readonly hasLbVip: boolean;
  /** Whether ACLs depend on connection tracking. */
  readonly isStateful: boolean;
  /** The highest tier of the ACLs at each point. */
  readonly maxTier: MaxTier;
}

type MaxTier = { readonly [point in AclPoint]: number };

export function switchState({ nb, portGroups }: Switch, has: Has): SwitchState {
  const acls = [...new Set([...nb.acls, ...portGroups.flatMap(group => group.acls)])];
  const hasStatefulAcl = acls.some(({ action }) => action === 'allow-related');
  const lbs = [...nb.load_balancer, ...nb.load_balancer_group.flatMap(group => group.load_balancer)];
  const hasLbVip = lbs.some(({ vips }) => vips.size > 0);
  const isStateful = hasStatefulAcl || hasLbVip;
  const maxTier = maxTierOf(has('everyTier') ? acls : untilStateful(acls));
  const highest = Math.max(...Object.values(maxTier));
  const ofSwitch: MaxTier = { 'from-lport': highest, 'from-lport-after-lb': highest, 'to-lport': highest };
  const tiers = has('tierOfStage') ? maxTier : ofSwitch;
  return { acls, hasAcls: acls.length > 0, hasStatefulAcl, hasLbVip, isStateful, maxTier: tiers };
}

function maxTierOf(acls: readonly NbRow<'ACL'>[]): MaxTier {
  const maxTier = { 'from-lport': 0, 'from-lport-after-lb': 0, 'to-lport': 0 };
  for (const acl of acls) maxTier[aclPoint(acl)] = Math.max(maxTier[aclPoint(acl)], acl.tier);
  return maxTier;
}

/** The ACLs up to the first stateful one, if none of them has a tier; otherwise all. */
function untilStateful(acls: readonly NbRow<'ACL'>[]): readonly NbRow<'ACL'>[] {
  const end = acls.findIndex(({ action }) => action === 'allow-related');
  const seen = acls.slice(0, end + 1);
  return end >= 0 && seen.every(({ tier }) => tier === 0) ? seen : acls;
}
