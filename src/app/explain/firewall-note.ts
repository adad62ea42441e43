/** EgressFirewalls that the release does not apply to user-defined networks: said where one of them could drop the packet. */
import type { Explanation } from '../../analyze/explain/answer/explanation.ts';
import { whoIs } from '../../analyze/guests/guest.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { Opened } from '../sources/opened.ts';

/** The explanation of a packet that leaves the cluster, with the EgressFirewalls of its namespace that have no effect. */
export function withIdleFirewalls(
  explanation: Explanation,
  { logical_port, external_ids }: PortRow,
  { cluster, isCompiled }: Pick<Opened, 'cluster' | 'isCompiled'>,
): Explanation {
  // Of a database, the release that made it is not known.
  if (!isCompiled || explanation.code !== 'leaves-network' || !external_ids.has(EXTERNAL_IDS.network))
    return explanation;
  const { namespace } = whoIs(logical_port, external_ids);
  const idle = (cluster?.idleFirewalls ?? []).filter(each => each.namespace === namespace);
  return { ...explanation, why: [...explanation.why, ...idle.map(({ text }) => ({ text }))] };
}
