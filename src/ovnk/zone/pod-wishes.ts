/**
 * The attachments that a pod wants on a network, or why it cannot want them (release 1.2,
 * go-controller/pkg/util/multi_network.go). What a virtual machine asks for becomes a request of its pod in KubeVirt's
 * IPAM extension, which takes part only on networks with persistent addresses.
 */
import { parseAddress } from '../../base/ip.ts';
import { MACHINE_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { PodAttachment, PodSpec, PrimaryRequest, RequestedAddress } from '../../manifests/types/pod-spec.ts';
import type { RequestFault } from '../ipam/request-faults.ts';
import type { Feature } from '../vocabulary/features.ts';
import type { AttachableNetwork, WantedAttachment } from './pod-allocator.ts';

interface RefusedAttachment extends RequestFault {
  readonly attachment: string;
}
type Wish = WantedAttachment | RefusedAttachment;

export const isFault = (found: object): found is RequestFault => 'code' in found;

export function wishesOf(pod: PodSpec, network: AttachableNetwork, features: ReadonlySet<Feature>): readonly Wish[] {
  if (pod.usesHostNetwork || pod.isUnreadable) return [];
  if (pod.attachments)
    return pod.attachments.filter(given => isOn(network, given)).map(given => ({ attachment: given.nad, given }));
  return network.role === 'primary' ? onPrimary(pod, network) : onSecondary(pod, network, features);
}

/** With several attachments to one definition, all but the first have an index: `NAMESPACE/NAME/1`. */
const isOn = ({ attachments }: AttachableNetwork, { nad }: PodAttachment): boolean =>
  attachments.includes(nad.split('/').slice(0, 2).join('/'));

function onPrimary(pod: PodSpec, network: AttachableNetwork): readonly Wish[] {
  const { namespace, primaryRequest } = pod;
  const asked = requested(pod, network)[0];
  if (asked) {
    const text = `asks for ${asked.attachment}, but ${network.title} is a primary network: its pods get it without asking`;
    return [{ attachment: asked.attachment, code: 'primary-as-secondary', text }];
  }
  const attachment = network.attachments.find(nad => nad.startsWith(`${namespace}/`));
  if (!network.namespaces.includes(namespace) || !attachment) return [];
  if (!primaryRequest?.kubevirt) return [{ attachment, request: primaryRequest }];
  const request = network.hasPersistentIps
    ? launcherRequest(primaryRequest, primaryRequest.kubevirt, network)
    : undefined;
  return [request && isFault(request) ? { attachment, ...request } : { attachment, request }];
}

/** The request that KubeVirt writes on the pod: each address gets the length of the subnet of its family. */
function launcherRequest(
  request: PrimaryRequest,
  texts: NonNullable<PrimaryRequest['kubevirt']>,
  { subnets, title }: AttachableNetwork,
): PrimaryRequest | RequestFault {
  const unmade = `is not created: the annotation ${MACHINE_ANNOTATIONS.addresses} of its machine`;
  const malformed = (what: string): RequestFault => ({ code: 'addresses-malformed', text: `${unmade} ${what}` });
  if (texts === 'malformed') return malformed('is not JSON such as {"INTERFACE": ["ADDRESS"]}');
  const addresses: RequestedAddress[] = [];
  for (const text of texts) {
    const address = parseAddress(text);
    if (!address) return malformed(`has "${text}", which is not an IP address; write it without a length`);
    const subnet = subnets.find(({ family }) => family === address.family);
    if (!subnet)
      return {
        code: 'address-families',
        text: `${unmade} has ${text}, but ${title} has no IPv${address.family} subnet`,
      };
    addresses.push({ ...address, prefixLength: subnet.prefixLength, hasLength: true });
  }
  return { ...request, addresses };
}

function onSecondary(pod: PodSpec, network: AttachableNetwork, features: ReadonlySet<Feature>): readonly Wish[] {
  const wishes = requested(pod, network);
  const names = wishes.map(({ attachment }) => attachment);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return wishes;
  if (!features.has('repeated-attachments')) {
    const text = `uses ${twice} twice, so it gets no port on ${network.title}`;
    return [{ attachment: twice, code: 'attachment-twice', text }];
  }
  return wishes.map((wish, index) => {
    const earlier = names.slice(0, index).filter(name => name === wish.attachment).length;
    return earlier ? { ...wish, attachment: `${wish.attachment}/${earlier}` } : wish;
  });
}

const requested = ({ requests }: PodSpec, { attachments }: AttachableNetwork): readonly WantedAttachment[] =>
  requests
    .map(request => ({ attachment: `${request.namespace}/${request.name}`, request }))
    .filter(({ attachment }) => attachments.includes(attachment));
