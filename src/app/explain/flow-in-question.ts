/** Whether the flow that `--why-not` names can be one of the source. */
import { parseFlowName } from '../../analyze/explain/why-not/flow-misses.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { failed } from '../../base/result.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';

const UUID_START = /^[0-9a-f]{4,8}(?:-[0-9a-f-]*)?$/;

/** Undefined if it can. A flow of the other node, to which the packet may go, has a stage of the same names. */
export function wrongFlowName(text: string, { flows }: LogicalNetwork) {
  const { stage, uuid } = parseFlowName(text);
  if (uuid !== undefined && UUID_START.test(uuid)) return undefined;
  const known = [...new Set(flows.all().map(flow => flow.stage))].sort();
  if (stage !== undefined && known.includes(stage)) return undefined;
  const hint = suggestion(nearMiss(stage ?? text.split(':')[0]!, known));
  if (stage !== undefined)
    return failed('flow-unknown', `--why-not ${text}: no flow of the sources is in stage ${stage}${hint}`);
  return failed(
    'flow-unknown',
    `--why-not ${text}: write STAGE:PRIORITY, such as ls_out_acl_eval:2001, a STAGE, or the first 4 digits of a UUID or more${hint}`,
  );
}
