/**
 * Finds the flow that a packet matches. A match is parsed when a packet first needs it, and actions when a packet first
 * matches. Both are remembered by their text, because the flows of many ports are alike.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FlowGroup, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import type { Expression } from '../../sema/match/expression.ts';
import type { Gap, Gaps } from '../gaps/gap.ts';
import { isEndStage } from '../gaps/missing-flows.ts';
import type { ChassisView } from './chassis-view.ts';
import { FlowIndex } from './flow-index.ts';
import { type Body, type Condition, type DoubtCause, FlowParser } from './flow-parser.ts';
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

/** What names in the matches of one datapath mean, for questions about a match itself. */
export interface Meanings {
  /** Members that the source does not have are `any`. */
  readonly names: Names;
  readonly portKeys: PortKeys;
  /** The port or group with this tunnel key. */
  portNameOf(key: number): string | undefined;
  /** A match as it is evaluated; undefined if it cannot be parsed. */
  conditionOf(match: string): Expression | undefined;
}

/** The packets that a flow matches, and what it does, or why that is not known. */
export interface ParsedFlow {
  readonly condition: Pick<Condition, 'expression'>;
  readonly body?: Body;
  readonly doubt?: DoubtCause;
}

/** A table of a datapath. */
export interface FlowPlace {
  readonly datapath: TracedDatapath;
  readonly pipeline: Pipeline;
  readonly table: number;
}

export interface FlowLookupOptions {
  readonly isPartial: boolean;
  readonly isStrict: boolean;
}

export class FlowLookup {
  private readonly network: TracedNetwork;
  private readonly sets: NameSets;
  private readonly parser: FlowParser;
  private readonly indexes = new Map<FlowGroup, FlowIndex>();
  private readonly isPartial: boolean;

  /** With `isPartial`, tables that lack flows pass packets on. With `isStrict`, flows have only the words of their release. */
  constructor(network: TracedNetwork, view: ChassisView, { isPartial, isStrict }: FlowLookupOptions) {
    this.network = network;
    this.isPartial = isPartial;
    this.sets = new NameSets(network.network);
    this.parser = new FlowParser(network, view, this.sets, isStrict);
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

  /**
   * The flows of a table that may match one of many packets, in the order in which they are tried. `packetsFor` returns
   * packets with every value that a field can have, or undefined if these are too many.
   */
  candidates(place: FlowPlace, packetsFor: (field: string) => readonly Packet[] | undefined): Iterable<LogicalFlow> {
    return this.index(place).candidatesAmong(packetsFor);
  }

  /** What a flow matches and does, as far as it can be parsed. */
  parsed(flow: LogicalFlow, datapath: TracedDatapath): ParsedFlow | undefined {
    const condition = this.parser.conditions.of(flow, datapath);
    if (!condition) return undefined;
    if ('cause' in condition) return { condition, doubt: condition.cause };
    const body = this.parser.bodies.of(flow, datapath);
    if (!body) return undefined;
    return 'message' in body ? { condition, doubt: body } : { condition, body };
  }

  /** Adds to `gaps` the flows that are left out, although the packet may match them instead. */
  find(place: FlowPlace, packet: Packet, gaps: Gaps): FoundFlow | undefined {
    const { flows: tables } = this.network;
    const doubtful: Gap<DoubtCode>[] = [];
    let best: FoundFlow | undefined;
    for (const flow of this.index(place).candidates(packet)) {
      if (best && !tables.areTied(best.flow, flow)) break;
      const found = this.match(flow, place.datapath, packet, doubtful);
      if (found && (!best || tables.isBefore(flow, best.flow))) best = found;
    }
    for (const gap of doubtful) if (gap.flow.actions !== best?.flow.actions) gaps.add(gap);
    return best;
  }

  /**
   * What a table without a match is assumed to do, because the source lacks flows there. The end of a pipeline delivers, if
   * the packet has an outport; every other table passes packets on.
   */
  assumed({ datapath, pipeline, table }: FlowPlace, packet: Packet): 'next' | FoundFlow | undefined {
    const missing = this.isPartial ? this.network.flows.missing(datapath.row, pipeline) : undefined;
    if (!missing) return undefined;
    const isEnd = table === missing.end;
    if (!(isEnd || missing.tables.includes(table) || missing.defaults.includes(table))) return undefined;
    if (!isEnd && !isEndStage(this.stage({ datapath, pipeline, table }).stage)) return 'next';
    if (pipeline === 'ingress' && packet.get('reg15') === 0) return undefined;
    return this.match({ ...ASSUMED, datapath: datapath.row, pipeline, table }, datapath, packet, []);
  }

  /** The name of a table, from its first flow without a fault; empty if there is none. */
  stage({ datapath, pipeline, table }: FlowPlace): Pick<LogicalFlow, 'stage' | 'isStageEmpty'> {
    const { conditions, bodies } = this.parser;
    const flows = this.network.flows.table(datapath.row, pipeline, table);
    for (let place = 0; place < flows.length; place++) {
      const flow = flows.flow(place);
      if (!isParsed(conditions.of(flow, datapath)) || !isParsed(bodies.of(flow, datapath))) continue;
      return { stage: flow.stage, isStageEmpty: flow.isStageEmpty };
    }
    return { stage: '' };
  }

  /** The sets of names outside any datapath. */
  get names(): Names {
    return this.parser.names;
  }

  /** What names mean in the matches of a datapath. */
  meanings(datapath: TracedDatapath): Meanings {
    const { parser } = this;
    return {
      names: parser.namesIn(datapath),
      portKeys: datapath.portKeys,
      portNameOf: key => datapath.portsByKey.get(key)?.row.logical_port ?? datapath.groupsByKey.get(key)?.name,
      conditionOf: match => parser.expressionOf(match, datapath),
    };
  }

  private index({ datapath, pipeline, table }: FlowPlace): FlowIndex {
    const { flows: tables } = this.network;
    const flows = tables.table(datapath.row, pipeline, table);
    const known = this.indexes.get(flows);
    if (known) return known;
    const index = new FlowIndex(flows, this.portNames(datapath), tables.compare);
    this.indexes.set(flows, index);
    return index;
  }

  private portNames(datapath: TracedDatapath): PortNames {
    return {
      keys: datapath.portKeys,
      groupsOf: key => this.sets.groupsOf(key, datapath),
      isUnknownGroup: name => this.sets.isUnknownGroup(name, datapath),
    };
  }

  private match(
    flow: LogicalFlow,
    datapath: TracedDatapath,
    { words }: Packet,
    doubtful: Gap<DoubtCode>[],
  ): FoundFlow | undefined {
    const condition = this.parser.conditions.of(flow, datapath);
    if (!condition) return undefined;
    if ('cause' in condition) {
      if (condition.mayHold(words, datapath.portKeys)) doubtful.push(gapOf(flow, condition.cause));
      return undefined;
    }
    if (!condition.holds(words, datapath.portKeys)) return undefined;
    const body = this.parser.bodies.of(flow, datapath);
    if (body && 'message' in body) doubtful.push(gapOf(flow, body));
    if (!body || 'message' in body || body.prereqs?.holds(words, datapath.portKeys) === false) return undefined;
    return { flow, actions: body.actions, isUnconditional: condition.isAlways && body.prereqs?.isAlways !== false };
  }
}

export const ASSUMED_STAGE = 'assumed';

const ASSUMED = { stage: ASSUMED_STAGE, priority: 0, match: '1', actions: 'output;', uuid: '' } as const;

type DoubtCode = 'set-members' | 'flow-unreadable';

export const gapOf = (flow: LogicalFlow, cause: DoubtCause): Gap<DoubtCode> =>
  'sets' in cause
    ? { code: 'set-members', flow, sets: cause.sets }
    : { code: 'flow-unreadable', flow, message: cause.message };

const isParsed = (parsed: object | undefined): boolean =>
  parsed !== undefined && !('cause' in parsed) && !('message' in parsed);
