/**
 * The annotations that udon reads from objects of a cluster, or names in messages (OVN-Kubernetes release 1.1,
 * go-controller/pkg/types/const.go and pkg/util; KubeVirt; the Multus de facto standard).
 */

/** Annotations of OVN-Kubernetes, Multus and KubeVirt on a pod. */
export const POD_ANNOTATIONS = {
  /** JSON: the pod's addresses and routes for each attachment. */
  podNetworks: 'k8s.ovn.org/pod-networks',
  /** Multus: the attachment for the pod's first interface. */
  defaultNetwork: 'v1.multus-cni.io/default-network',
  /** Multus: the attachments that the pod requests. */
  networks: 'k8s.v1.cni.cncf.io/networks',
  primaryIpamClaim: 'k8s.ovn.org/primary-udn-ipamclaim',
  migrationTargetReady: 'kubevirt.io/migration-target-ready-timestamp',
  /** The name of the virtual machine instance that runs in the pod. */
  domain: 'kubevirt.io/domain',
} as const;

/** Annotations of KubeVirt on a virtual machine's template, and on its instance. */
export const MACHINE_ANNOTATIONS = {
  /** JSON: the addresses that each interface asks for (KubeVirt's ipam-extensions). */
  addresses: 'network.kubevirt.io/addresses',
} as const;

/** Annotations of OVN-Kubernetes on a node. */
export const NODE_ANNOTATIONS = {
  zoneName: 'k8s.ovn.org/zone-name',
  nodeId: 'k8s.ovn.org/node-id',
  chassisId: 'k8s.ovn.org/node-chassis-id',
  gatewayConfig: 'k8s.ovn.org/l3-gateway-config',
  /** JSON: the tunnel key of the port to each network's gateway router. */
  gatewayTunnelIds: 'k8s.ovn.org/udn-layer2-node-gateway-router-lrp-tunnel-ids',
  /** JSON: the join addresses of each network's gateway router. */
  joinAddresses: 'k8s.ovn.org/node-gateway-router-lrp-ifaddrs',
  hostCidrs: 'k8s.ovn.org/host-cidrs',
  gatewayMtuSupport: 'k8s.ovn.org/gateway-mtu-support',
  /** `2.0` on nodes that have a transit router on each primary Layer2 network. */
  topologyVersion: 'k8s.ovn.org/layer2-topology-version',
} as const;

export const NAMESPACE_ANNOTATIONS = {
  multicastEnabled: 'k8s.ovn.org/multicast-enabled',
  /** JSON: severities. */
  aclLogging: 'k8s.ovn.org/acl-logging',
} as const;

/** Annotations of OVN-Kubernetes on a NetworkAttachmentDefinition. */
export const ATTACHMENT_ANNOTATIONS = {
  networkName: 'k8s.ovn.org/network-name',
  networkId: 'k8s.ovn.org/network-id',
  tunnelKeys: 'k8s.ovn.org/tunnel-keys',
} as const;

/** On a NetworkPolicy: its ACLs allow without connection tracking, if OVN-Kubernetes runs with --enable-stateless-netpol. */
export const STATELESS_POLICY = 'k8s.ovn.org/acl-stateless';

/** On a Service that is scaled down to zero. One of these is enough. */
export const IDLED_ANNOTATIONS = ['k8s.ovn.org/idled-at', 'idling.alpha.openshift.io/idled-at'] as const;

/** On a mirrored EndpointSlice. */
export const ENDPOINT_SLICE_NETWORK = 'k8s.ovn.org/endpointslice-network';

/** On an EgressIP. */
export const EGRESS_IP_MARK = 'k8s.ovn.org/egressip-mark';

/** Multus: the attachments that a MultiNetworkPolicy applies to. */
export const POLICY_FOR = 'k8s.v1.cni.cncf.io/policy-for';
