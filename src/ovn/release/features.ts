/** Differences between releases of OVN, except stages, registers and names: named features with their presence. */
import { always, type Presence, type Release, since, until } from './release.ts';

/**
 * The maximum number of tables in a pipeline (lib/ovn-util.h, LOG_PIPELINE_LEN and its successors); without a release, of
 * all releases that udon knows.
 */
export function pipelineLength(release: Release | undefined, pipeline: PipelineName): number {
  const known = release ? LENGTHS.filter(([presence]) => presence(release)).slice(-1) : LENGTHS;
  return Math.max(...known.map(([, lengths]) => lengths[pipeline]));
}

type PipelineName = 'ingress' | 'egress';

const LENGTHS: readonly (readonly [Presence, Readonly<Record<PipelineName, number>>])[] = [
  [always, { ingress: 29, egress: 29 }],
  [since('24.09.0'), { ingress: 30, egress: 30 }],
  [since('25.09.0'), { ingress: 32, egress: 14 }],
  [since('26.03.0'), { ingress: 34, egress: 16 }],
];

/**
 * `next` is checked against the length of the pipeline that it enters, and its message names this length. Earlier releases
 * check it against the length of its own pipeline, and name the last table.
 */
export const CHECKS_NEXT_BY_TARGET: Presence = since('25.09.0');

/**
 * ovn-trace records the protocol, addresses and ports that a packet had before conntrack changed it, so `ct_tp_dst()` can
 * read them, and the lines of `log` show them.
 */
export const TRACES_ORIGINAL_TUPLE: Presence = since('25.09.0');

/** Older forms of actions are accepted: `ct_commit(ct_mark=1)`. */
export const HAS_COMMIT_ARGUMENTS: Presence = until('24.09.0');

/** `ct_next` names its zone. */
export const CT_NEXT_HAS_ZONE: Presence = since('24.03.4', '24.09.1', '25.03.0');

/** `arp` and `nd_ns` are for packets of both families. */
export const RESOLVES_BOTH_FAMILIES: Presence = since('25.03.0');

/** `log` has the verdict `pass`. */
export const LOGS_PASS: Presence = since('24.03.2', '24.09.0');

/** `sample` reads its observation point from a register. */
export const SAMPLES_FROM_REGISTERS: Presence = since('24.09.0');

/** `select` has `hash_fields`. */
export const SELECTS_BY_FIELDS: Presence = since('25.03.0');
