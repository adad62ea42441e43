/** Differences between releases of OVN, except stages, registers and names: named features with their presence. */
import { type Presence, type Release, since } from './release.ts';

/** The maximum number of tables in a pipeline (lib/ovn-util.h, LOG_PIPELINE_LEN and its successors). */
export function pipelineLength(release: Release, pipeline: 'ingress' | 'egress'): number {
  const [ingress, egress] = LENGTHS.findLast(([presence]) => presence(release))?.[1] ?? FIRST_LENGTHS;
  return pipeline === 'ingress' ? ingress : egress;
}

const FIRST_LENGTHS = [30, 30] as const;
const LENGTHS: readonly (readonly [Presence, readonly [ingress: number, egress: number]])[] = [
  [since('25.09.0'), [32, 14]],
  [since('26.03.0'), [34, 16]],
];

/**
 * ovn-trace records the protocol, addresses and ports that a packet had before conntrack changed it, so `ct_tp_dst()` can
 * read them, and the lines of `log` show them.
 */
export const TRACES_ORIGINAL_TUPLE: Presence = since('25.09.0');
