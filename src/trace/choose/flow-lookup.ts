/**
 * Finds the flow that a packet matches. A match is parsed when a packet first needs it, and actions when a packet first
 * matches. Both are remembered by their text, because the flows of many ports are alike.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FlowGroup, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import type { ChassisView } from './chassis-view.ts';
import { FlowIndex } from './flow-index.ts';
import { FlowParser } from './flow-parser.ts';
import { NameSets } from './name-sets.ts';
import type { PortNames } from './term-keys.ts';
import type { TracedDatapath } from './traced-datapath.ts';
import type { TracedNetwork } from './traced-network.ts';

export interface FoundFlow {
  readonly flow: LogicalFlow;
  readonly actions: readonly Action[];
  /** Whether every packet matches it. */
  readonly isUnconditional: boolean;
}

export class FlowLookup {
  private readonly network: TracedNetwork;
  private readonly sets: NameSets;
  private readonly parser: FlowParser;
  private readonly indexes = new Map<FlowGroup, FlowIndex>();

  constructor(network: TracedNetwork, view: ChassisView) {
    this.network = network;
    this.sets = new NameSets(network.network);
    this.parser = new FlowParser(network, view, this.sets);
  }

  /** Faults of the flows that packets reached. */
  get diagnostics(): readonly Diagnostic[] {
    return this.parser.diagnostics;
  }

  /** How many distinct texts have been parsed so far. */
  get parsedCount(): { readonly matches: number; readonly actions: number } {
    const { conditions, bodies } = this.parser;
    return { matches: conditions.size, actions: bodies.size };
  }

  find(datapath: TracedDatapath, pipeline: Pipeline, table: number, packet: Packet): FoundFlow | undefined {
    const { flows: tables } = this.network;
    let best: FoundFlow | undefined;
    for (const flow of this.index(datapath, pipeline, table).candidates(packet)) {
      if (best && !tables.areTied(best.flow, flow)) break;
      const found = this.match(flow, datapath, packet);
      if (found && (!best || tables.isBefore(flow, best.flow))) best = found;
    }
    return best;
  }

  /** The name of a table, from its first flow without a fault; empty if there is none. */
  stage(datapath: TracedDatapath, pipeline: Pipeline, table: number): string {
    const { conditions, bodies } = this.parser;
    const flows = this.network.flows.table(datapath.row, pipeline, table);
    for (let place = 0; place < flows.length; place++) {
      const flow = flows.flow(place);
      if (conditions.of(flow, datapath) && bodies.of(flow, datapath)) return flow.stage;
    }
    return '';
  }

  /** The sets of names for `datapath`; without one, port groups are unknown. */
  names(datapath?: TracedDatapath): Names {
    return this.parser.names(datapath);
  }

  private index(datapath: TracedDatapath, pipeline: Pipeline, table: number): FlowIndex {
    const { flows: tables } = this.network;
    const flows = tables.table(datapath.row, pipeline, table);
    const known = this.indexes.get(flows);
    if (known) return known;
    const index = new FlowIndex(flows, this.portNames(datapath), tables.compare);
    this.indexes.set(flows, index);
    return index;
  }

  private portNames(datapath: TracedDatapath): PortNames {
    return { keys: datapath.portKeys, groupsOf: key => this.sets.groupsOf(key, datapath) };
  }

  private match(flow: LogicalFlow, datapath: TracedDatapath, packet: Packet): FoundFlow | undefined {
    const condition = this.parser.conditions.of(flow, datapath);
    if (!condition?.holds(packet.words, datapath.portKeys)) return undefined;
    const body = this.parser.bodies.of(flow, datapath);
    if (!body || body.prereqs?.holds(packet.words, datapath.portKeys) === false) return undefined;
    return { flow, actions: body.actions, isUnconditional: condition.isAlways && body.prereqs?.isAlways !== false };
  }
}
