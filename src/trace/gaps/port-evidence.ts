/**
 * Which ports of a dump can lead to another datapath. A dump does not say the type of a port, but ovn-northd lets the ports
 * to routers and to localnets pass `ls_in_pre_lb`, by a flow for each (northd/northd.c, build_pre_lb(), OVN 22.06 to 26.03).
 */
import { tableNumber } from '../../network/flow-groups.ts';
import type { Datapath, FlowGroup, FlowsByTable } from '../../network/logical-network.ts';
import { inportsOf } from '../../sema/flow-facts/match-facts.ts';
import { missingFlows, stageOf } from './missing-flows.ts';

/** The only ports of a datapath that can lead on; undefined if the flows do not tell. */
export function leadingPorts(flows: FlowsByTable, datapath: Datapath): ReadonlySet<string> | undefined {
  const groups = flows.get(datapath);
  const isKnownForm = stageOf(groups?.get(tableNumber('ingress', 0))) === 'ls_in_check_port_sec';
  if (!groups || !isKnownForm || missingFlows(flows, datapath, 'ingress')) return undefined;
  const group = [...groups.values()].find(each => stageOf(each) === 'ls_in_pre_lb');
  return group && new Set(matchesOf(group).flatMap(match => inportsOf(match) ?? []));
}

const matchesOf = (group: FlowGroup): readonly string[] =>
  Array.from({ length: group.length }, (_, index) => group.match(index));
