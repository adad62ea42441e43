/**
 * Which ports of a dump can lead to another datapath. A dump does not say the type of a port, but ovn-northd lets the ports
 * to routers and to localnets pass `ls_in_pre_lb`, by a flow for each (northd/northd.c, build_pre_lb(), OVN 22.06 to 26.03).
 */
import { tableNumber } from '../../network/flow-groups.ts';
import type { Datapath, FlowGroup, FlowsByTable } from '../../network/logical-network.ts';
import { inportsOf } from '../../sema/flow-facts/match-facts.ts';
import { missingFlows } from './missing-flows.ts';

export class PortEvidence {
  private readonly flows: FlowsByTable;
  private readonly known = new Map<Datapath, ReadonlySet<string> | undefined>();

  constructor(flows: FlowsByTable) {
    this.flows = flows;
  }

  /** False only if the flows show that the port leads nowhere. */
  mayLeadOn(port: string, datapath: Datapath): boolean {
    if (!this.known.has(datapath)) this.known.set(datapath, this.passing(datapath));
    return this.known.get(datapath)?.has(port) !== false;
  }

  /** The ports that pass the table; undefined if the flows do not tell. */
  private passing(datapath: Datapath): ReadonlySet<string> | undefined {
    const groups = this.flows.get(datapath);
    const isKnownForm = firstStage(groups?.get(tableNumber('ingress', 0))) === 'ls_in_check_port_sec';
    if (!groups || !isKnownForm || missingFlows(this.flows, datapath, 'ingress')) return undefined;
    const group = [...groups.values()].find(each => firstStage(each) === 'ls_in_pre_lb');
    return group && new Set(matchesOf(group).flatMap(match => inportsOf(match) ?? []));
  }
}

const firstStage = (group: FlowGroup | undefined): string | undefined =>
  group && group.length > 0 ? group.flow(0).stage : undefined;

const matchesOf = (group: FlowGroup): readonly string[] =>
  Array.from({ length: group.length }, (_, index) => group.match(index));
