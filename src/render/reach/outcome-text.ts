/** What becomes of packets, in a few words. */
import { datapathName, type LogicalFlow } from '../../network/logical-network.ts';
import type { Fate } from '../../symbolic/outcomes/outcome.ts';

const placeOf = ({ datapath, pipeline, table, stage, priority }: LogicalFlow): string =>
  `${datapathName(datapath)}, ${pipeline} ${table} ${stage}, priority ${priority}`;

export function outcomeText(outcome: Fate): string {
  switch (outcome.kind) {
    case 'delivered':
      return `delivered to ${outcome.port?.logical_port ?? `port ${outcome.key} of ${datapathName(outcome.datapath.row)}`}`;
    case 'dropped':
      return `dropped by a flow (${placeOf(outcome.flow)})`;
    case 'no-match': {
      const { datapath, pipeline, table } = outcome.place;
      return `dropped without a flow (${datapathName(datapath.row)}, ${pipeline} ${table})`;
    }
    case 'returned':
      return `not sent back to its own port (${placeOf(outcome.flow)})`;
    case 'lost':
      return `sent to no port (${placeOf(outcome.flow)})`;
    case 'consumed':
      return `not sent on (${placeOf(outcome.flow)})`;
    case 'made':
      return `replaced by another packet, ${outcome.packet} (${placeOf(outcome.flow)})`;
    case 'loop':
      return 'in a loop';
    case 'assumes':
      return outcome.code;
    case 'unknown':
      return outcome.gap.code;
  }
}
