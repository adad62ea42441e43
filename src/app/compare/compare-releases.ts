/** What an upgrade of OVN changes in the flows of a network: the same northbound rows, compiled for two releases. */
import { compareFlows, type FlowsCompared } from '../../analyze/compare/compare-flows.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { LogicalFlow, LogicalNetwork } from '../../network/logical-network.ts';
import { DEFAULT_RELEASE, parseRelease, type Release } from '../../ovn/release/release.ts';
import { type FlowFilter, flowsOf } from '../flows/flows-of.ts';
import { compileNb } from '../sources/compile-nb.ts';
import type { Opened } from '../sources/opened.ts';
import { type StageReason, stageReasons } from './stage-reasons.ts';

export interface ReleasesCompared {
  readonly before: Release;
  readonly after: Release;
  readonly flows: FlowsCompared;
  /** Why flows of a stage differ, in the order of the differences. */
  readonly reasons: readonly StageReason[];
}

export interface CompareReleasesOptions extends FlowFilter {
  /** By default the release for which the sources were compiled, and of a stored network the default release. */
  readonly release?: string | undefined;
  readonly againstRelease: string;
}

/** The flows of the release against those of the other one. Sources without northbound rows have no answer. */
export async function compareReleases(
  opened: Opened,
  { release, againstRelease, ...filter }: CompareReleasesOptions,
): Promise<Checked<ReleasesCompared>> {
  const { nb } = opened;
  if (!nb) return { diagnostics: [noRows(opened).error] };
  const before = parseRelease(release ?? compiledRelease(opened) ?? DEFAULT_RELEASE)!;
  const after = parseRelease(againstRelease)!;
  const networks = await Promise.all([before, after].map(each => compileNb(nb, keysLike(opened, each))));
  const diagnostics = networks.flatMap(network => network.diagnostics);
  const [from, to] = networks.map(({ value }) => value);
  if (!from || !to) return { diagnostics };
  const chosen = [flowsIn(from, filter), flowsIn(to, filter)];
  const fault = bothLack(chosen);
  if (fault) return { diagnostics: [...diagnostics, fault] };
  const [ofBefore, ofAfter] = chosen.map(result => ('value' in result ? result.value : []));
  const flows = compareFlows(ofBefore!, ofAfter!);
  const reasons = await stageReasons(nb, { before, after, network: to, ...keysOfStored(opened) });
  return { value: { before, after, flows, reasons }, diagnostics };
}

/** Stored keys stay, so that they make no difference. The chassis count as upgraded, so that they hold nothing back. */
const keysOfStored = ({ isCompiled, network }: Opened) => (isCompiled ? {} : { keysFrom: { ...network, Chassis: [] } });
const keysLike = (opened: Opened, release: Release) => ({ release, ...keysOfStored(opened) });

const compiledRelease = ({ isCompiled, network }: Opened): string | undefined =>
  isCompiled ? network.SB_Global[0]?.options.get('northd_internal_version')?.split('-')[0] : undefined;

const flowsIn = (network: LogicalNetwork, filter: FlowFilter) => flowsOf({ network }, filter);

/** A stage that only one release has is an answer. */
const bothLack = ([from, to]: readonly Result<readonly LogicalFlow[], Fault>[]) =>
  'error' in from! && 'error' in to! ? from.error : undefined;

const noRows = ({ read }: Opened) =>
  failed(
    'no-northbound-rows',
    `${read.map(({ name }) => name).join(', ')}: flows of one release; name manifests or a northbound database to compile for two`,
  );
