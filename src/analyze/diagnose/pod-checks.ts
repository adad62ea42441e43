/**
 * The pod of a VM and its namespace: what OVN-Kubernetes checks before it creates a port with DHCP options (release 1.1,
 * go-controller/pkg/ovn/base_network_controller_secondary.go). Only manifests show it.
 */
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';
import { REFUSALS, type RefusalCode } from '../../kubernetes/refusals.ts';
import type { MachinePod, PodRefusal, UserNetwork } from '../guests/cluster-view.ts';
import { refusalsOf } from '../guests/refused.ts';
import type { Check, Checks, Found } from './check.ts';
import type { CheckSubject } from './subject.ts';

const refusalCheck = ([code, meaning]: [string, Pick<Check, 'means' | 'remedy'>]): [string, Check] => [
  code,
  {
    ...meaning,
    look: subject => {
      const found = refusalsOf(subject.name, subject.sources).find(each => each.code === code);
      return found && { text: found.text, owner: refusedOwner(found), ...(found.remedy && { remedy: found.remedy }) };
    },
  },
];

const refusedOwner = ({ pod, machine }: PodRefusal) =>
  machine === undefined
    ? ({ kind: 'Pod', ...pod } as const)
    : ({ kind: 'VirtualMachine', namespace: pod.namespace, name: machine } as const);

const REFUSAL_CHECKS = Object.fromEntries(Object.entries(REFUSALS).map(refusalCheck)) as Record<RefusalCode, Check>;

export const POD_CHECKS = {
  ...REFUSAL_CHECKS,
  'namespace-label-missing': {
    means: 'the namespace lacks the label that its pods need for a primary network',
    remedy: `create the namespace again with the label ${LABELS.primaryNetwork}: it must be set at creation`,
    look: ({ guest, name, sources }) => {
      const namespace = namespaceOf(name);
      const network = guest
        ? undefined
        : sources.cluster?.networks.find(({ unlabelled }) => unlabelled.includes(namespace));
      return (
        network && {
          text: `namespace ${namespace} lacks the label ${LABELS.primaryNetwork}, so its pods are not on network ${network.name}`,
          owner: { kind: 'Namespace', name: namespace },
        }
      );
    },
  },
  'pod-annotation-unreadable': {
    means: 'an annotation of the pod about its networks cannot be read, so OVN-Kubernetes gives it no port',
    remedy:
      'the warning above says what is wrong with it; correct the annotation where it comes from and restart the VM',
    look: ({ pod }) =>
      pod?.isUnreadable ? aboutPod(pod, 'has an annotation about its networks that cannot be read') : undefined,
  },
  'pod-annotation-missing': {
    means: 'OVN-Kubernetes gave the pod no address on its primary network',
    remedy: 'read the events of the pod and the log of ovnkube-control-plane: the subnet may have no free address',
    look: subject => {
      const network = primaryOf(subject);
      if (!subject.pod || !network || isAnnotated(subject.pod, network)) return undefined;
      if (isUnscheduled(subject.pod)) return { ...aboutPod(subject.pod, UNSCHEDULED), remedy: SCHEDULE };
      return aboutPod(subject.pod, `has no entry for network ${network.name} in ${POD_ANNOTATIONS.podNetworks}`);
    },
  },
  'vm-label-missing': {
    means: 'the virt-launcher pod lacks the label by which OVN-Kubernetes recognizes a VM',
    remedy: `find out what removes the label from the pod, then restart the VM: KubeVirt sets ${LABELS.virtualMachine}`,
    look: ({ pod, guest }) =>
      pod && pod.virtualMachine === undefined && guest?.vm !== undefined
        ? aboutPod(pod, `lacks the label ${LABELS.virtualMachine}, so its port gets no DHCP options`)
        : undefined,
  },
} as const satisfies Checks;

const isUnscheduled = ({ phase, node }: MachinePod): boolean => phase === 'Pending' && node === undefined;
const UNSCHEDULED = 'is Pending and has no node yet, so it waits, and has no address';
const SCHEDULE = 'read the events of the pod: the scheduler says there what the pod waits for';

const namespaceOf = (name: string): string => name.split('/')[0]!;

const aboutPod = ({ namespace, name }: MachinePod, what: string): Found => ({
  text: `pod ${namespace}/${name} ${what}`,
  owner: { kind: 'Pod', namespace, name },
});

const primaryOf = ({ name, sources }: CheckSubject): UserNetwork | undefined =>
  primaryNetworkOf(namespaceOf(name), sources.cluster?.networks ?? []);

/** A manifest may lack the annotation of a running pod. A pending pod without it has no address yet. */
const isAnnotated = ({ attachments, phase }: MachinePod, network: UserNetwork): boolean =>
  attachments?.some(({ nad }) => network.attachments.includes(nad)) ?? phase !== 'Pending';
