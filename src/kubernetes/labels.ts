/** The labels that decide what becomes of an object (Kubernetes, KubeVirt, OVN-Kubernetes release 1.1). */
export const LABELS = {
  /** Kubernetes gives it to every namespace; the value is the name. */
  namespaceName: 'kubernetes.io/metadata.name',
  /** A namespace needs it from its creation on; else its pods stay on the cluster's own network. */
  primaryNetwork: 'k8s.ovn.org/primary-user-defined-network',
  /** On a virt-launcher pod; the value is the name of the virtual machine that the pod runs. */
  virtualMachine: 'vm.kubevirt.io/name',
  /** On the pods that KubeVirt makes; the value is what the pod does. */
  kubevirt: 'kubevirt.io',
  /** A node that EgressIPs may be assigned to. */
  egressAssignable: 'k8s.ovn.org/egress-assignable',
  /** On a mirrored EndpointSlice; the value is the name of the service. */
  mirroredService: 'k8s.ovn.org/service-name',
} as const;
