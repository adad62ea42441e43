/**
 * The differences that may remain between udon and the real OVN-Kubernetes, each with its reason. An exception that no
 * longer applies fails the test.
 */

import type { Difference } from './compare-scene.ts';
import type { RecordedScene } from './recorded-scenes.ts';

export interface Exception {
  /** The scenes with the difference, by their path. */
  readonly scenes: RegExp;
  readonly what: RegExp;
  readonly kind?: Difference['kind'];
  readonly reason: string;
}

/** For good: manifests do not tell, or udon does not compile such networks. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    scenes: /50-several/,
    kind: 'only real',
    what: /cluster_udn_l3\b|cluster_udn_l3_|\ba4_l3s|\ba[34]\.l3s?_|"169\.254\.0\.1[34]"|"10\.10[34]\.|"100\.65\.0\.3\/32"|"100\.65\.0\.[23]" {2}"100\.65\.0\.[23]"/,
    reason: 'udon does not compile Layer3 networks',
  },
];

/** Not done yet. */
export const OPEN: readonly Exception[] = [
  { scenes: /./, what: /Load_Balancer|\.load_balancer$/, reason: 'services: endpoints of other networks, other forms' },
  { scenes: /./, what: /:Namespace:/, reason: 'namespaces of the whole cluster on secondary networks' },
  {
    scenes: /secondary/,
    what: /udn-enabled-svc:UDNEnabledService/,
    reason: 'the set of shared services, with secondary networks only',
  },
  { scenes: /64-wrong/, kind: 'only udon', what: /./, reason: 'networks that the cluster refuses' },
  { scenes: /10-udn-primary/, what: /red_unscheduled|red_red\.net|red:v4|red$/, reason: 'pods without a node' },
  { scenes: /13-dual/, what: /CDN-Svc|policies$/, reason: 'shared services in the families of the network' },
  { scenes: /72-nodes/, what: /0\.0\.0\.0|static_routes$/, reason: 'several next hops' },
  { scenes: /not-upgraded/, what: /./, reason: 'a remote node before the upgrade to 1.2' },
  { scenes: /1\.3\.0/, what: /\.options$/, reason: 'requested-chassis is the id of the chassis' },
  { scenes: /1\.3\.0/, what: /_LNM|other_config/, reason: 'sets of pod selectors, subnets of a dual-stack switch' },
  { scenes: /1\.3\.0.*egressip/, what: /./, reason: 'EgressIP in 1.3' },
  { scenes: /1\.3\.0/, what: /:NetworkPolicy:|NAT/, reason: 'all address blocks of a rule in one ACL; NAT' },
  { scenes: /1\.3\.0/, what: /:PodSelector:|:MulticastNS:/, reason: 'sets of pod selectors' },
  { scenes: /1\.3\.0/, what: /\.nat$/, reason: 'NAT' },
  { scenes: /42-netpols/, what: /np:ports:Ingress:0:tcp:-1\.match/, reason: 'mixed ports with and without a number' },
  { scenes: /63-multicast/, what: /EgressQoS|qos_rules$/, reason: 'EgressQoS' },
  { scenes: /73-vms/, what: /./, reason: 'two running pods of one VM' },
];

export const applies = (exception: Exception, scene: RecordedScene, difference: Difference): boolean =>
  exception.scenes.test(scene.path) &&
  exception.what.test(difference.what) &&
  (exception.kind === undefined || exception.kind === difference.kind);
