/** How a switch's ACLs and load balancers change its pipeline (northd/en-ls-stateful.c). */
import { type AclPoint, aclPoint } from '../../ovn/acl.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { Switch } from './datapath.ts';

export interface SwitchState {
  /** The switch's own ACLs, and those of port groups that contain its ports. */
  readonly acls: readonly NbRow<'ACL'>[];
  readonly hasAcls: boolean;
  readonly hasStatefulAcl: boolean;
  readonly hasLbVip: boolean;
  /** Whether ACLs depend on connection tracking. */
  readonly isStateful: boolean;
  readonly maxTier: { readonly [point in AclPoint]: number };
}

export function switchState({ nb, portGroups }: Switch): SwitchState {
  const acls = [...new Set([...nb.acls, ...portGroups.flatMap(group => group.acls)])];
  const hasStatefulAcl = acls.some(({ action }) => action === 'allow-related');
  const lbs = [...nb.load_balancer, ...nb.load_balancer_group.flatMap(group => group.load_balancer)];
  const hasLbVip = lbs.some(({ vips }) => vips.size > 0);
  const maxTier = { 'from-lport': 0, 'from-lport-after-lb': 0, 'to-lport': 0 };
  for (const acl of acls) maxTier[aclPoint(acl)] = Math.max(maxTier[aclPoint(acl)], acl.tier);
  return { acls, hasAcls: acls.length > 0, hasStatefulAcl, hasLbVip, isStateful: hasStatefulAcl || hasLbVip, maxTier };
}
