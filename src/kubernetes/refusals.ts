/**
 * Why OVN-Kubernetes refuses the pod of a VM, so that the VM does not start (release 1.2, go-controller/pkg/allocator/pod
 * and pkg/util/multi_network.go). Each reason is also a code of the doctor.
 */
import { LABELS } from './labels.ts';

interface Refused {
  /** What is wrong, and what to do: sentences without a full stop. */
  readonly means: string;
  readonly remedy: string;
}

const ANOTHER = 'ask for another address, or for none';

/** In the order in which they are reported. */
export const REFUSALS = {
  'primary-network-missing': {
    means: 'the namespace has the label for a primary network, but no primary network, so its pods do not start',
    remedy:
      'create a primary network for the namespace, or a namespace without the label; if the network exists, add its manifest',
  },
  'primary-as-secondary': {
    means: 'the pod asks for a primary network as if it were a secondary one',
    remedy: 'remove the interface: a VM uses its primary network by the network "pod"',
  },
  'attachment-twice': {
    means: 'the pod uses one NetworkAttachmentDefinition twice, so it gets no port on that network',
    remedy: 'make a second NetworkAttachmentDefinition of the same network, or update OVN-Kubernetes to 1.3',
  },
  'addresses-malformed': {
    means: "KubeVirt cannot read the addresses that the VM asks for, so it does not create the VM's pod",
    remedy: 'write the annotation network.kubevirt.io/addresses as {"INTERFACE": ["ADDRESS"]}, without prefix lengths',
  },
  'address-on-secondary': {
    means: 'the pod asks for an address on a secondary network that assigns addresses itself',
    remedy: 'remove the address, or use a network without subnets',
  },
  'address-not-claimed': {
    means: 'the pod asks for another address than its IPAMClaim keeps',
    remedy: 'ask for the address of the claim, or delete the IPAMClaim while the VM is stopped',
  },
  'address-families': {
    means: 'the pod does not ask for exactly one address of each family of the network',
    remedy: 'ask for one address of each subnet, or for none',
  },
  'address-outside-subnets': {
    means: "the pod asks for an address outside of the network's subnets",
    remedy: 'ask for an address in a subnet of the network',
  },
  'address-unusable': {
    means: 'the pod asks for an address that no pod can have',
    remedy: ANOTHER,
  },
  'address-reserved': {
    means: "the pod asks for an address of the network itself, such as the gateway's, or for an excluded one",
    remedy: ANOTHER,
  },
  'address-in-use': {
    means: 'another pod, or an IPAMClaim, has the address that the pod asks for, or that its IPAMClaim keeps',
    remedy: `${ANOTHER}; if two IPAMClaims keep it, delete one of them`,
  },
  'mac-in-use': {
    means: 'another VM or pod, or the network itself, has the MAC of the pod',
    remedy: 'give the VM another MAC, or none',
  },
  'subnet-full': {
    means: 'a subnet of the network has no free address for the pod',
    remedy: 'delete pods or IPAMClaims that are not needed, or make a network with a larger subnet',
  },
  'too-many-pods': {
    means: 'more than two living pods have the same hostname, so they are no migration, and the last ones get no port',
    remedy: `give each VM of the namespace its own spec.template.spec.hostname: KubeVirt sets it as label ${LABELS.virtualMachine}`,
  },
} as const satisfies Readonly<Record<string, Refused>>;

export type RefusalCode = keyof typeof REFUSALS;
