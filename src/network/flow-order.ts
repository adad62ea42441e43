/** The order in which `ovn-sbctl dump-flows` lists logical flows (`sbctl_lflow_cmp` in utilities/ovn-sbctl.c). */
import { groupFlows, tableNumber } from './flow-groups.ts';
import type { LogicalFlow } from './logical-network.ts';

/**
 * Sorts by datapath (name, then UUID), pipeline, table, falling priority, match, actions. Flows are grouped by table and
 * priority first. They are made in nearly the right order, so sorting the groups is fast.
 */
export function sortFlows(flows: readonly LogicalFlow[]): LogicalFlow[] {
  const groups = [...groupFlows(flows, numberOf).values()].flatMap(ofDatapath =>
    Array.from(ofDatapath.values(), group => group.flows),
  );
  groups.sort(([a], [b]) => comparePlaces(a!, b!));
  const sorted: LogicalFlow[] = [];
  for (const group of groups) for (const flow of group.sort(compareContents)) sorted.push(flow);
  return sorted;
}

/** Whether two flows differ at most in the rows and rules that they were made from. */
export const isSameFlow = (a: LogicalFlow, b: LogicalFlow): boolean =>
  compareContents(a, b) === 0 && comparePlaces(a, b) === 0;

/** More than the priority of any flow, even in a dump written by hand. */
const PRIORITIES = 2 ** 32;

const numberOf = ({ pipeline, table, priority }: LogicalFlow): number =>
  tableNumber(pipeline, table) * PRIORITIES + priority;

const comparePlaces = (a: LogicalFlow, b: LogicalFlow): number =>
  (a.datapath === b.datapath ? 0 : compareDatapaths(a, b)) ||
  compareTexts(b.pipeline, a.pipeline) ||
  a.table - b.table ||
  b.priority - a.priority;

const compareContents = (a: LogicalFlow, b: LogicalFlow): number =>
  compareTexts(a.match, b.match) || compareTexts(a.actions, b.actions);

function compareDatapaths({ datapath: a }: LogicalFlow, { datapath: b }: LogicalFlow): number {
  const [nameOfA = '', nameOfB = ''] = [a.external_ids.get('name'), b.external_ids.get('name')];
  return compareTexts(nameOfA, nameOfB) || compareTexts(a._uuid, b._uuid);
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
