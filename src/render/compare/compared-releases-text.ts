/** What an upgrade changes, as text. */
import type { FlowsCompared } from '../../analyze/compare/compare-flows.ts';
import type { Release } from '../../ovn/release/release.ts';
import { type FlowsTextOptions, renderComparedFlows } from './compared-flows-text.ts';
import { count } from './count.ts';

/** The parts of a comparison of releases that are printed. */
export interface ComparedReleasesText {
  readonly before: Release;
  readonly after: Release;
  readonly flows: FlowsCompared;
  readonly reasons: readonly {
    readonly name: string;
    readonly what: string;
    readonly comes: boolean;
    readonly stages: readonly string[];
    readonly isTried: boolean;
  }[];
}

export function renderComparedReleases(
  { before, after, flows, reasons }: ComparedReleasesText,
  options: Pick<FlowsTextOptions, 'showsAll'> = {},
): string {
  const head = `OVN ${before} -> ${after}: ${flowCounts(flows)}\n${COMPARED}\n`;
  const reasonsOf = (stage: string): readonly string[] =>
    reasons
      .filter(({ stages }) => stages.includes(stage))
      .map(({ name, what, comes, isTried }) => `${isTried ? '' : 'can be '}${name}${comes ? '' : ', gone'}: ${what}`);
  const text = renderComparedFlows(flows, { ...options, reasonsOf });
  return text === '' ? head : `${head}\n${text}`;
}

/** `453 flows -> 516 flows; 380 are the same`. */
export const flowCounts = ({ before, after, same }: FlowsCompared): string =>
  `${count(before, 'flow')} -> ${count(after, 'flow')}, ${same === 1 ? '1 is' : `${same} are`} the same`;

const COMPARED =
  'Compared by datapath, stage, priority, match and actions, without table numbers and UUIDs. What packets do was not compared.';
