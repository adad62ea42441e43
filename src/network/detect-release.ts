/**
 * Which release of OVN wrote the flows of a network: ovn-northd writes it into SB_Global; a dump shows it only by the names and
 * numbers of its stages, which are those of several patches.
 */
import { once } from '../base/remember.ts';
import { FOLLOWED_RELEASES, parseRelease, type Release } from '../ovn/release/release.ts';
import { stagesOf } from '../ovn/release/stages.ts';
import { tableNumber } from './flow-groups.ts';
import type { FlowsByTable, LogicalNetwork } from './logical-network.ts';

export interface DetectedRelease {
  readonly release: Release;
  /** Where it is from. With `stages`, all `releases` have the same stages as the flows, and `release` is the newest. */
  readonly evidence: 'northd' | 'stages';
  /** Those that fit, in their order. */
  readonly releases: readonly Release[];
}

/** Undefined if nothing says it, or if the stages are of no followed release. */
export const detectRelease = (network: LogicalNetwork): DetectedRelease | undefined =>
  releaseOfNorthd(network.SB_Global[0]?.options) ?? releaseOfStages(network.flows.byTable());

/** ovn-northd writes its release as `25.03.0-20.41.0-77.6` into the options of NB_Global and SB_Global. */
export function releaseOfNorthd(options: ReadonlyMap<string, string> | undefined): DetectedRelease | undefined {
  const release = parseRelease(options?.get('northd_internal_version')?.split('-')[0] ?? '');
  return release && { release, evidence: 'northd', releases: [release] };
}

const STAGES = once(() => FOLLOWED_RELEASES.map(release => [release, stageKeys(release)] as const));

const stageKeys = (release: Release): ReadonlySet<string> =>
  new Set(
    Array.from(stagesOf(release).values(), ({ name, pipeline, table }) => keyOf(name, tableNumber(pipeline, table))),
  );

const keyOf = (stage: string, table: number): string => `${table} ${stage}`;

function releaseOfStages(flows: FlowsByTable): DetectedRelease | undefined {
  const keys = stagesIn(flows);
  const releases = STAGES().flatMap(([release, known]) => (keys.every(key => known.has(key)) ? [release] : []));
  const release = releases.at(-1);
  return release === undefined || releases.length === FOLLOWED_RELEASES.length
    ? undefined
    : { release, evidence: 'stages', releases };
}

/** Datapaths of one kind have the same stages, so a large network is not read as a whole. */
const MAX_DATAPATHS = 200;

function stagesIn(flows: FlowsByTable): readonly string[] {
  const keys = new Set<string>();
  for (const [index, tables] of [...flows.values()].entries()) {
    if (index === MAX_DATAPATHS) break;
    for (const [table, group] of tables) {
      const stage = group.length > 0 ? group.flow(0).stage : '';
      if (stage !== '') keys.add(keyOf(stage, table));
    }
  }
  return [...keys];
}
