/**
 * The pod of a VM and the namespace it is in: what OVN-Kubernetes looks at before it makes a port with DHCP options
 * (release 1.1, go-controller/pkg/ovn/base_network_controller_secondary.go). Seen in manifests only.
 */
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import type { MachinePod, UserNetwork } from '../guests/cluster-view.ts';
import type { Checks, Found } from './check.ts';
import type { CheckSubject } from './subject.ts';

export const POD_CHECKS = {
  'namespace-label-missing': {
    means: 'the namespace lacks the label that lets its pods have a primary network',
    remedy: `create the namespace anew with the label ${LABELS.primaryNetwork}; it counts from the creation on`,
    look: ({ guest, name, sources }) => {
      const namespace = namespaceOf(name);
      const network = guest
        ? undefined
        : sources.cluster?.networks.find(({ unlabelled }) => unlabelled.includes(namespace));
      return (
        network && {
          text: `namespace ${namespace} lacks the label ${LABELS.primaryNetwork}, so its pods stay off network ${network.name}`,
          owner: { kind: 'Namespace', name: namespace },
        }
      );
    },
  },
  'pod-annotation-missing': {
    means: 'OVN-Kubernetes gave the pod no address on its primary network',
    remedy: 'look at the events of the pod and the log of ovnkube-control-plane: the subnet may have no address left',
    look: subject => {
      const network = primaryOf(subject);
      if (!subject.pod || !network || isAnnotated(subject.pod, network)) return undefined;
      return aboutPod(subject.pod, `has no entry for network ${network.name} in ${POD_ANNOTATIONS.podNetworks}`);
    },
  },
  'vm-label-missing': {
    means: 'the virt-launcher pod lacks the label by which OVN-Kubernetes knows a VM',
    remedy: `find out what removes labels from pods, then restart the VM: KubeVirt sets ${LABELS.virtualMachine}`,
    look: ({ pod, guest }) =>
      pod && pod.virtualMachine === undefined && guest?.vm !== undefined
        ? aboutPod(pod, `lacks the label ${LABELS.virtualMachine}, so its port gets no DHCP options`)
        : undefined,
  },
} as const satisfies Checks;

const namespaceOf = (name: string): string => name.split('/')[0]!;

const aboutPod = ({ namespace, name }: MachinePod, what: string): Found => ({
  text: `pod ${namespace}/${name} ${what}`,
  owner: { kind: 'Pod', namespace, name },
});

const primaryOf = ({ name, sources }: CheckSubject): UserNetwork | undefined =>
  sources.cluster?.networks.find(
    ({ role, namespaces }) => role === 'primary' && namespaces.includes(namespaceOf(name)),
  );

/** Where there is no annotation at all, it may have been left out of the manifest; a pod that still waits has none. */
const isAnnotated = ({ attachments, phase }: MachinePod, network: UserNetwork): boolean =>
  attachments?.some(({ nad }) => network.attachments.includes(nad)) ?? phase !== 'Pending';
