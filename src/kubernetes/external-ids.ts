/**
 * The keys of external_ids that OVN-Kubernetes gives its northbound rows, from which it finds them again (release 1.1,
 * go-controller/pkg/types/const.go and pkg/libovsdb/ops/db_object_ids.go).
 */
export const EXTERNAL_IDS = {
  /** Of rows that belong to an object: who made the row, for what type of object, which one, and all of it in one text. */
  ownerController: 'k8s.ovn.org/owner-controller',
  ownerType: 'k8s.ovn.org/owner-type',
  name: 'k8s.ovn.org/name',
  id: 'k8s.ovn.org/id',
  /** Of rows that belong to a network. */
  network: 'k8s.ovn.org/network',
  topology: 'k8s.ovn.org/topology',
  /** `primary` or `secondary`. */
  role: 'k8s.ovn.org/role',
  /** Of ports and routes to another node. */
  node: 'k8s.ovn.org/node',
  /** Of the ports of pods: the attachment, NAMESPACE/NAME. */
  attachment: 'k8s.ovn.org/nad',
  namespace: 'namespace',
  /** `true` on the ports of pods. */
  pod: 'pod',
  /** Of DHCP_Options. */
  cidr: 'k8s.ovn.org/cidr',
  zone: 'k8s.ovn.org/zone',
  /** Of load balancers: the kind of the object, and NAMESPACE/NAME. */
  kind: 'k8s.ovn.org/kind',
  owner: 'k8s.ovn.org/owner',
  /** Of the routes to a service of the cluster's own network. */
  defaultService: 'k8s.ovn.org/udn-enabled-default-service',
  /** Of rows that differ by more than their object. */
  direction: 'direction',
  ipFamily: 'ip-family',
} as const;
