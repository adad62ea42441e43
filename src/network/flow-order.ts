/** The order in which `ovn-sbctl dump-flows` lists logical flows (`sbctl_lflow_cmp` in utilities/ovn-sbctl.c). */
import { groupFlows, tableNumber } from './flow-groups.ts';
import type { LogicalFlow } from './logical-network.ts';

/**
 * Sorts by datapath (name, then UUID), pipeline, table, falling priority, match, actions. Flows are grouped by table and
 * priority first. They are made in nearly the right order, so sorting the groups is fast. Flows in the right order are returned as they are.
 */
export function sortFlows(flows: readonly LogicalFlow[]): readonly LogicalFlow[] {
  if (isSorted(flows)) return flows;
  const groups = [...groupFlows(flows, numberOf).values()].flatMap(ofDatapath =>
    Array.from(ofDatapath.values(), group => group.flows),
  );
  groups.sort(([a], [b]) => comparePlaces(a!, b!));
  const sorted: LogicalFlow[] = [];
  for (const group of groups) for (const flow of group.sort(compareContents)) sorted.push(flow);
  return sorted;
}

const isSorted = (flows: readonly LogicalFlow[]): boolean =>
  flows.every((flow, index) => {
    const before = flows[index - 1];
    return before === undefined || (comparePlaces(before, flow) || compareContents(before, flow)) <= 0;
  });

/** Whether two flows differ at most in the rows and rules that they were made from. */
export const isSameFlow = (a: LogicalFlow, b: LogicalFlow): boolean =>
  a.match === b.match && a.actions === b.actions && comparePlaces(a, b) === 0;

/** OVN's own range. */
const PRIORITIES = 2 ** 16;
/** More than any flow has, even in a dump written by hand. */
const MOST_PRIORITIES = 2 ** 32;
const MOST_TABLES = 2 ** 14;

/** A small integer wherever possible, which is the fastest key of a map. */
function numberOf({ pipeline, table, priority }: LogicalFlow): number {
  const number = tableNumber(pipeline, table);
  const isSmall = number >= 0 && number < MOST_TABLES && priority >= 0 && priority < PRIORITIES;
  return isSmall ? number * PRIORITIES + priority : (number + MOST_TABLES) * MOST_PRIORITIES + priority;
}

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
