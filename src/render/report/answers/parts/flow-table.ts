/** Flows as a table. */
import { datapathName, type LogicalFlow } from '../../../../network/logical-network.ts';
import type { ReportTable } from '../../model/report.ts';

export const flowTable = (flows: readonly LogicalFlow[]): ReportTable => ({
  kind: 'table',
  caption: 'Flows',
  heads: ['Stage', 'Priority', 'Match', 'Actions', 'Datapath'],
  rows: flows.map(({ datapath, table, stage, priority, match, actions }) => [
    `${table} ${stage}`,
    String(priority),
    { text: match, isCode: true },
    { text: actions, isCode: true },
    datapathName(datapath),
  ]),
});
