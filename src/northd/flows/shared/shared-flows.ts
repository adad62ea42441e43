/**
 * Flows whose texts are the same in several datapaths. In a cluster, all nodes share load balancers and ACLs, so these are
 * most flows. Their texts are made once, as ovn-northd writes them once for a group of datapaths.
 */
import type { Flow } from './flow.ts';

/**
 * The flows of `subject`, made on the first call with this `variant`: the name of the rule, and all that the flows depend on
 * besides the subject and the context.
 */
export type SharedFlows = (subject: object, variant: string, make: () => Iterable<Flow>) => readonly Flow[];

export function sharedFlows(): SharedFlows {
  const bySubject = new WeakMap<object, Map<string, readonly Flow[]>>();
  return (subject, variant, make) => {
    const variants = bySubject.get(subject) ?? new Map<string, readonly Flow[]>();
    bySubject.set(subject, variants);
    const flows = variants.get(variant) ?? [...make()];
    variants.set(variant, flows);
    return flows;
  };
}
