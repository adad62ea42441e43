/** A flow as plain data. */
import { datapathName, type LogicalFlow } from '../../../network/logical-network.ts';
import type { DecidingFlow } from '../answer/explanation.ts';

export const flowPlaceOf = ({
  datapath,
  pipeline,
  table,
  stage,
  priority,
  match,
  actions,
  uuid,
}: LogicalFlow): DecidingFlow => ({
  datapath: datapathName(datapath),
  pipeline,
  table,
  stage,
  priority,
  match,
  actions,
  ...(uuid !== '' && { uuid }),
});
