/**
 * The groups through which a network's switch and routers get its load balancers: for all, for switches, for routers
 * (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/base_network_controller.go).
 */
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { type LoadBalancerScope, loadBalancerGroupName } from '../vocabulary/names.ts';
import type { ZoneNetwork } from '../zone/zone.ts';

export type LoadBalancerGroups = Readonly<Record<LoadBalancerScope, NbRow<'Load_Balancer_Group'>>>;

/** `shared` are the load balancers of the group for all. The other two groups are empty. */
export function buildLoadBalancerGroups(
  network: ZoneNetwork,
  shared: readonly NbRow<'Load_Balancer'>[],
): LoadBalancerGroups {
  const group = (scope: LoadBalancerScope, load_balancer: readonly NbRow<'Load_Balancer'>[]) =>
    newRow(NB, 'Load_Balancer_Group', { name: loadBalancerGroupName(network, scope), load_balancer });
  return {
    cluster: group('cluster', shared),
    clusterSwitch: group('clusterSwitch', []),
    clusterRouter: group('clusterRouter', []),
  };
}
