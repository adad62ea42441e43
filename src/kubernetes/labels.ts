/** The labels that decide how an object is handled (Kubernetes, KubeVirt, OVN-Kubernetes release 1.1). */
export const LABELS = {
  /** Kubernetes sets it on every namespace; the value is the name. */
  namespaceName: 'kubernetes.io/metadata.name',
  /** A namespace needs it from its creation on. Otherwise its pods stay on the cluster's default network. */
  primaryNetwork: 'k8s.ovn.org/primary-user-defined-network',
  /** On a virt-launcher pod; the value is the hostname of its virtual machine. By default that is the machine's name. */
  virtualMachine: 'vm.kubevirt.io/name',
  /** On a virt-launcher pod; the value is the name of its virtual machine instance, if the name is not too long. */
  machineId: 'vmi.kubevirt.io/id',
  /** On the pods that KubeVirt creates; the value is the pod's role. */
  kubevirt: 'kubevirt.io',
  /** On a node that EgressIPs may be assigned to. */
  egressAssignable: 'k8s.ovn.org/egress-assignable',
  /** On a mirrored EndpointSlice; the value is the name of the service. */
  mirroredService: 'k8s.ovn.org/service-name',
} as const;
