/** The pods that OVN-Kubernetes refuses, as far as no database shows that they got what they ask for. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';
import type { PodRefusal } from './cluster-view.ts';
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

/** `name` is NAMESPACE/NAME of a virtual machine, or of a pod without one. */
export const refusalsOf = (name: string, sources: GuestSources): readonly PodRefusal[] =>
  (sources.cluster?.refusals ?? []).filter(
    refusal => nameOf(refusal) === name && !isServed(refusal, sources) && !isOutdated(refusal, sources),
  );

const nameOf = ({ pod, machine }: PodRefusal): string => `${pod.namespace}/${machine ?? pod.name}`;

/** Whether the machine has a port for the attachment, of this pod or of another. */
const isServed = (refusal: PodRefusal, sources: GuestSources): boolean =>
  refusal.attachment !== undefined &&
  portsOf(refusal, sources).some(({ port }) => port.external_ids.get(EXTERNAL_IDS.attachment) === refusal.attachment);

const portsOf = (refusal: PodRefusal, sources: GuestSources): readonly Guest[] =>
  refusal.machine === undefined
    ? sources.guests().filter(({ name }) => name === nameOf(refusal))
    : (sources.guestsByMachine().get(nameOf(refusal)) ?? []);

/** Whether a database shows the network that the manifests lack. */
const isOutdated = ({ code, pod }: PodRefusal, { cluster }: GuestSources): boolean =>
  code === 'primary-network-missing' && primaryNetworkOf(pod.namespace, cluster!.networks) !== undefined;
