/** Runs the flows of a table on many packets: which flow each of them meets, and what its actions do. */
import { type LogicalFlow, lacksTable } from '../../network/logical-network.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { type FlowLookup, gapOf, type ParsedFlow } from '../../trace/choose/flow-lookup.ts';
import type { TracedNetwork } from '../../trace/choose/traced-network.ts';
import { SCENARIOS, type Scenario } from '../../trace/state/conntrack-states.ts';
import { type Diagram, EMPTY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { FlowRun } from '../effects/branch.ts';
import { runActions } from '../effects/effects.ts';
import type { Outcomes } from '../outcomes/outcome.ts';
import { indexedValues } from '../packets/indexed-values.ts';
import { matching, type Reading } from '../packets/of-expression.ts';
import { SymbolicPacket } from '../packets/symbolic-packet.ts';
import type { Context } from './context.ts';
import type { Network, Sink } from './fates.ts';
import { Liveness } from './liveness.ts';

export interface ExplorerParts {
  readonly diagram: Diagram;
  readonly outcomes: Outcomes;
  readonly network: TracedNetwork;
  readonly flows: FlowLookup;
  readonly scenario: Scenario;
  /** The ports whose packets are asked for; all if absent. Packets to other ports are not followed. */
  readonly goals?: ReadonlySet<string> | undefined;
  /** With goals: whether packets that OVN replaces by others are an outcome, too. */
  readonly wantsMade?: boolean | undefined;
}

/** The packets that meet flows with the same actions. */
interface Group {
  readonly flow: LogicalFlow;
  readonly actions: readonly Action[];
  readonly parts: Node[];
}

/** Flows that may match, but are left out: the packets that can meet them. */
interface Doubtful {
  readonly flow: LogicalFlow;
  readonly cause: NonNullable<ParsedFlow['doubt']>;
  readonly packets: Node;
}

/** Which flow the packets of a context meet. */
interface Choice {
  /** By what they do; flows that drop are apart. */
  readonly groups: Map<unknown, Group>;
  readonly doubtful: Doubtful[];
  /** The packets that have met no flow so far. */
  left: Node;
}

export class Explorer implements Network {
  private readonly parts: ExplorerParts;
  private readonly liveness: Liveness;
  private readonly ofHeaders = new Map<Expression, Node>();

  constructor(parts: ExplorerParts) {
    this.parts = parts;
    this.liveness = new Liveness(parts.network.flows);
  }

  liveAt(place: Context['place']): Int32Array {
    return this.liveness.at(place);
  }

  explore(context: Context, sink: Sink): void {
    const { diagram } = this.parts;
    this.noteMissing(context, sink);
    const { groups: byActions, doubtful, left } = this.choose(context);
    const groups = [...byActions.values()];
    for (const group of groups) this.act(group, context, sink);
    for (const { flow, cause, packets } of doubtful) {
      const met = groups.filter(({ flow: { actions } }) => actions === flow.actions).flatMap(({ parts }) => parts);
      this.end(sink, { kind: 'unknown', gap: gapOf(flow, cause) }, diagram.without(diagram.unionAll(met), packets));
    }
    this.endUnmatched(context, sink, left);
  }

  /** OVN drops packets for which a table has no flow, but every table of a whole source has one: the source may lack it. */
  private endUnmatched({ place }: Context, sink: Sink, left: Node): void {
    const { flows, network } = this.parts;
    this.end(sink, { kind: 'no-match', place }, left);
    if (left === EMPTY || network.flows.mayLackDefault(place.datapath.row, place.pipeline, place.table)) return;
    const { stage } = flows.stage(place);
    const gap = { code: 'match-missing', ...place, datapath: place.datapath.row, stage } as const;
    this.end(sink, { kind: 'unknown', gap }, left);
  }

  /** The flow that each packet meets; `left` meet none. */
  private choose(context: Context): Choice {
    const { diagram, flows, network } = this.parts;
    const choice: Choice = { groups: new Map(), doubtful: [], left: context.packets };
    let tied: LogicalFlow[] = [];
    for (const flow of flows.candidates(context.place, indexedValues(diagram, context.packets, context.known))) {
      if (tied.length > 0 && !network.flows.areTied(tied[0]!, flow)) {
        this.take(tied, context, choice);
        tied = [];
      }
      if (choice.left === EMPTY) return choice;
      tied.push(flow);
    }
    this.take(tied, context, choice);
    return choice;
  }

  /** Flows whose order only the database decides; it is looked up if they share packets. */
  private take(tied: readonly LogicalFlow[], context: Context, choice: Choice): void {
    const { diagram, flows, network } = this.parts;
    const reading = this.readingOf(context);
    const found = tied.flatMap(flow => {
      const parsed = flows.parsed(flow, context.place.datapath);
      const matched = parsed ? this.matched(parsed, choice.left, reading) : EMPTY;
      return parsed && matched !== EMPTY ? [{ flow, parsed, matched }] : [];
    });
    if (found.length > 1 && diagram.overlap(found.map(({ matched }) => matched))) {
      found.sort((a, b) => (network.flows.isBefore(a.flow, b.flow) ? -1 : 1));
    }
    for (const { flow, parsed, matched } of found) this.takeFlow(flow, parsed, matched, choice);
  }

  private takeFlow(flow: LogicalFlow, { body, doubt }: ParsedFlow, matched: Node, choice: Choice): void {
    const { diagram } = this.parts;
    const packets = diagram.guard(matched, choice.left);
    if (packets === EMPTY) return;
    if (doubt) choice.doubtful.push({ flow, cause: doubt, packets });
    if (!body) return;
    const key = body.actions.length === 0 ? flow : body;
    const group = choice.groups.get(key) ?? { flow, actions: body.actions, parts: [] };
    choice.groups.set(key, group);
    group.parts.push(packets);
    choice.left = diagram.without(packets, choice.left);
  }

  private matched({ condition, body }: ParsedFlow, left: Node, reading: Reading): Node {
    const matched = matching(condition.expression, left, reading);
    if (matched === EMPTY || !body?.prereqs) return matched;
    return matching(body.prereqs.expression, matched, reading);
  }

  private readingOf({ known, place }: Context): Reading {
    return {
      diagram: this.parts.diagram,
      known,
      portKeys: place.datapath.portKeys,
      ofHeaders: this.ofHeaders,
    };
  }

  private act({ flow, actions, parts }: Group, context: Context, sink: Sink): void {
    const { diagram, network, scenario, goals } = this.parts;
    const packets = diagram.unionAll(parts);
    if (actions.length === 0) {
      this.end(sink, { kind: 'dropped', flow }, packets);
      return;
    }
    let covered: Node = EMPTY;
    const cover = (part: Node): void => {
      covered = diagram.union(covered, part);
    };
    const step: FlowRun = {
      diagram,
      network,
      release: network.release,
      place: context.place,
      flow,
      conntrack: SCENARIOS[scenario],
      follows: ({ isPatch, name }) => goals === undefined || isPatch || (name !== undefined && goals.has(name)),
      enter: (place, branch, isNewPass) => {
        cover(branch.packets);
        sink.enter(place, branch, isNewPass);
      },
      end: (outcome, branch) => {
        if (outcome.kind !== 'assumes' && outcome.kind !== 'unknown') cover(branch.packets);
        this.end(sink, outcome, branch.packets);
      },
      skip: branch => cover(branch.packets),
    };
    runActions(actions, { packet: new SymbolicPacket(diagram, context.known), packets, stack: [] }, step);
    this.end(sink, { kind: 'consumed', flow }, diagram.without(covered, packets));
  }

  /** With goals, only deliveries, and what makes the answer uncertain, are outcomes. */
  private end(sink: Sink, outcome: Parameters<Outcomes['numberOf']>[0], packets: Node): void {
    if (packets === EMPTY || !this.isWanted(outcome)) return;
    sink.end(this.parts.outcomes.numberOf(outcome), packets);
  }

  private isWanted({ kind }: Parameters<Outcomes['numberOf']>[0]): boolean {
    const { goals, wantsMade = false } = this.parts;
    return goals === undefined || OF_GOALS.includes(kind) || (wantsMade && kind === 'made');
  }

  /** What the source lacks of the pipeline: then another flow may match. */
  private noteMissing({ place, packets }: Context, sink: Sink): void {
    const { network } = this.parts;
    if (!lacksTable(network.network, 'Logical_Flow')) return;
    const { datapath, pipeline } = place;
    const missing = network.flows.missing(datapath.row, pipeline);
    if (!missing) return;
    this.end(
      sink,
      { kind: 'unknown', gap: { code: 'flows-missing', datapath: datapath.row, pipeline, missing } },
      packets,
    );
  }
}

const OF_GOALS: readonly string[] = ['delivered', 'assumes', 'unknown', 'loop'];
