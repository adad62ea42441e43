/** Where flows come from: each with the rule, the northbound row and the Kubernetes object that it is made for. */
import { type FlowWithOrigin, withOrigins } from '../../analyze/origin/origin.ts';
import { sortFlows } from '../../network/flow-order.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Opened } from '../sources/open-sources.ts';

/**
 * The flows with their origins, in the order of a dump, one by one. Stored flows have rows and objects only if `opened` has
 * northbound rows.
 */
export const flowOrigins = ({ nb }: Pick<Opened, 'nb'>, flows: readonly LogicalFlow[]): Iterable<FlowWithOrigin> =>
  withOrigins(sortFlows(flows), nb);
