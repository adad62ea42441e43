/** What differs between releases of OVN besides stages, registers and names: each a named feature with its presence. */
import { type Presence, type Release, since } from './release.ts';

/** How many tables a pipeline may have (lib/ovn-util.h, LOG_PIPELINE_LEN and its successors). */
export function pipelineLength(release: Release, pipeline: 'ingress' | 'egress'): number {
  const [ingress, egress] = LENGTHS.findLast(([presence]) => presence(release))?.[1] ?? FIRST_LENGTHS;
  return pipeline === 'ingress' ? ingress : egress;
}

const FIRST_LENGTHS = [30, 30] as const;
const LENGTHS: readonly (readonly [Presence, readonly [ingress: number, egress: number]])[] = [
  [since('25.09.0'), [32, 14]],
  [since('26.03.0'), [34, 16]],
];

/** ovn-trace writes down where a packet was going before conntrack touched it, and knows what `ct_tp_dst()` reads. */
export const TRACES_ORIGINAL_TUPLE: Presence = since('25.09.0');
