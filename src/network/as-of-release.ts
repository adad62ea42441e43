/** Flows that were read, taken for those of a release that the source does not name. */
import { SB } from '../ovn/schema/sb.ts';
import { newRow } from '../ovn/schema/schema.ts';
import type { LogicalNetwork } from './logical-network.ts';

/** The network, as if ovn-northd of `release` had written it. */
export function asOfRelease(network: LogicalNetwork, release: string | undefined): LogicalNetwork {
  if (release === undefined) return network;
  const [row = newRow(SB, 'SB_Global', {})] = network.SB_Global;
  const options = new Map([...row.options, ['northd_internal_version', release]]);
  return { ...network, SB_Global: [{ ...row, options }] };
}
