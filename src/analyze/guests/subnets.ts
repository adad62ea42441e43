/** The subnets that a guest has on its link, as far as the sources show them. */
import { type Prefix, parsePrefix } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

/** From which ovn-northd takes addresses (man ovn-nb, Logical_Switch, other_config). Those of IPv6 always have 64 bits. */
export const subnetTexts = ({ other_config }: Pick<NbRow<'Logical_Switch'>, 'other_config'>): readonly string[] => [
  ...textsOf(other_config.get('subnet')),
  ...textsOf(other_config.get('ipv6_prefix')).map(text => (text.includes('/') ? text : `${text}/64`)),
];

const textsOf = (value: string | undefined): readonly string[] => value?.split(',') ?? [];

/** By the rows of its switch, and by the annotation of its pod. */
export function subnetsOf({ port, namespace, pod }: Guest, sources: GuestSources): readonly Prefix[] {
  const ls = sources.nbPorts().get(port.logical_port)?.ls;
  const ofSwitch = ls ? subnetTexts(ls).flatMap(text => parsePrefix(text.trim()) ?? []) : [];
  const attachment = port.external_ids.get(EXTERNAL_IDS.attachment);
  const ofPod = (sources.cluster?.networks ?? [])
    .flatMap(({ ports }) => ports)
    .filter(each => each.pod.namespace === namespace && each.pod.name === pod && each.attachment === attachment)
    .flatMap(({ addresses }) => addresses);
  return [...ofSwitch, ...ofPod];
}
