/**
 * The keys of external_ids that OVN-Kubernetes writes on its northbound rows to find them again (release 1.1,
 * go-controller/pkg/types/const.go and pkg/libovsdb/ops/db_object_ids.go).
 */
export const EXTERNAL_IDS = {
  /** On rows that belong to an object: the controller, the type of the object, its name, and all three in one text. */
  ownerController: 'k8s.ovn.org/owner-controller',
  ownerType: 'k8s.ovn.org/owner-type',
  name: 'k8s.ovn.org/name',
  id: 'k8s.ovn.org/id',
  /** On rows that belong to a network. */
  network: 'k8s.ovn.org/network',
  topology: 'k8s.ovn.org/topology',
  /** `primary` or `secondary`. */
  role: 'k8s.ovn.org/role',
  /** On ports and routes to another node. */
  node: 'k8s.ovn.org/node',
  /** On the ports of pods: the attachment, NAMESPACE/NAME. */
  attachment: 'k8s.ovn.org/nad',
  namespace: 'namespace',
  /** `true` on the ports of pods. */
  pod: 'pod',
  /** On DHCP_Options. */
  cidr: 'k8s.ovn.org/cidr',
  zone: 'k8s.ovn.org/zone',
  /** On load balancers: the kind of the object, and NAMESPACE/NAME. */
  kind: 'k8s.ovn.org/kind',
  owner: 'k8s.ovn.org/owner',
  /** On the routes to a service of the cluster's default network. */
  defaultService: 'k8s.ovn.org/udn-enabled-default-service',
  /** On rows of which one object has several. */
  direction: 'direction',
  ipFamily: 'ip-family',
  /** On rows of EgressIPs: the network. */
  egressNetwork: 'network',
} as const;
