/** ACL rows in the forms that OVN-Kubernetes uses (release 1.1, go-controller/pkg/libovsdb/util/acl.go). */
import type { PolicyDirection } from '../../manifests/types/network-policy-spec.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { DbIds } from '../vocabulary/db-ids.ts';
import { ACL_METER } from './control-plane.ts';

/**
 * Directions are those of a network policy: traffic to a pod is ingress. Egress is checked after load balancing, with
 * the real destination.
 */
const PIPELINES = {
  Ingress: { direction: 'to-lport', options: new Map<string, string>() },
  Egress: { direction: 'from-lport', options: new Map([['apply-after-lb', 'true']]) },
} as const satisfies Record<PolicyDirection, Partial<NbRow<'ACL'>>>;

export const DIRECTIONS = Object.keys(PIPELINES) as readonly PolicyDirection[];

/** AdminNetworkPolicies have a lower tier, BaselineAdminNetworkPolicies a higher one. */
const DEFAULT_TIER = 2;
const LONGEST_NAME = 63;

export interface AclRule {
  readonly direction: PolicyDirection;
  readonly priority: number;
  readonly match: string;
  readonly action: 'allow' | 'allow-related' | 'allow-stateless' | 'drop' | 'pass';
  readonly ids: DbIds;
  readonly name?: string;
  /** The severity of log messages; no logging if it is absent. */
  readonly severity?: string | undefined;
}

export function buildAcl({ direction, ids, name, severity, ...rule }: AclRule): NbRow<'ACL'> {
  return newRow(NB, 'ACL', {
    ...PIPELINES[direction],
    ...rule,
    name: name?.slice(0, LONGEST_NAME),
    tier: DEFAULT_TIER,
    meter: ACL_METER,
    log: severity !== undefined,
    severity,
    external_ids: ids,
  });
}

/** The field for the pod's own port in an ACL of this direction. */
export const portFieldOf = (direction: PolicyDirection): 'inport' | 'outport' =>
  direction === 'Ingress' ? 'outport' : 'inport';

/** Terms joined by `||`, in parentheses if there is more than one. */
export const anyOf = (terms: readonly string[]): string =>
  terms.length > 1 ? `(${terms.join(' || ')})` : terms.join();
