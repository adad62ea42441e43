/** The order in which `ovn-sbctl dump-flows` lists logical flows (`sbctl_lflow_cmp` in utilities/ovn-sbctl.c). */
import type { LogicalFlow } from './logical-network.ts';

/** By datapath (name, then UUID), pipeline, table, falling priority, match, actions. */
export function compareFlows(a: LogicalFlow, b: LogicalFlow): number {
  return (
    (a.datapath === b.datapath ? 0 : compareDatapaths(a, b)) ||
    compareTexts(b.pipeline, a.pipeline) ||
    a.table - b.table ||
    b.priority - a.priority ||
    compareTexts(a.match, b.match) ||
    compareTexts(a.actions, b.actions)
  );
}

function compareDatapaths({ datapath: a }: LogicalFlow, { datapath: b }: LogicalFlow): number {
  const [nameOfA = '', nameOfB = ''] = [a.external_ids.get('name'), b.external_ids.get('name')];
  return compareTexts(nameOfA, nameOfB) || compareTexts(a._uuid, b._uuid);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
