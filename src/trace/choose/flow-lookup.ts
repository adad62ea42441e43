/**
 * Finds the flow that a packet matches. A match is parsed when the first packet comes to it, its actions when a packet
 * matches; both are remembered by their text, since flows of many ports are alike.
 */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { FlowGroup, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { pipelineLength } from '../../ovn/release/features.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import { compileExpression, type Predicate } from '../../sema/match/evaluate.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { simplify } from '../../sema/match/simplify.ts';
import type { ChassisView } from './chassis-view.ts';
import { FlowIndex } from './flow-index.ts';
import { NameSets } from './name-sets.ts';
import { Meanings } from './parsed-flows.ts';
import type { PortNames } from './term-keys.ts';
import type { TracedDatapath, TracedNetwork } from './traced-network.ts';

export interface FoundFlow {
  readonly flow: LogicalFlow;
  readonly actions: readonly Action[];
  /** Whether every packet matches it. */
  readonly isUnconditional: boolean;
}

/** What a text means, or undefined where it means nothing. */
interface Condition {
  readonly holds: Predicate;
  readonly isAlways: boolean;
}

export class FlowLookup {
  readonly diagnostics: Diagnostic[] = [];
  private readonly network: TracedNetwork;
  private readonly view: ChassisView;
  private readonly indexes = new Map<FlowGroup, FlowIndex>();
  private readonly conditions = new Meanings(
    ({ match }, { key }) => (match.includes('@') ? `${key} ${match}` : match),
    (flow, datapath) => this.bindCondition(flow, datapath),
  );
  private readonly bodies = new Meanings(
    ({ pipeline, table, actions }) => `${pipeline} ${table} ${actions}`,
    flow => this.bindBody(flow),
  );
  private readonly sets: NameSets;

  constructor(network: TracedNetwork, view: ChassisView) {
    this.network = network;
    this.view = view;
    this.sets = new NameSets(network.network);
  }

  /** How many distinct texts have been parsed so far. */
  get parsedCount(): { readonly matches: number; readonly actions: number } {
    return { matches: this.conditions.size, actions: this.bodies.size };
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

  /** The name of a table, as far as a flow tells that means anything. */
  stage(datapath: TracedDatapath, pipeline: Pipeline, table: number): string {
    const flows = this.network.flows.table(datapath.row, pipeline, table);
    for (let place = 0; place < flows.length; place++) {
      const flow = flows.flow(place);
      if (this.conditions.of(flow, datapath) && this.bodies.of(flow, datapath)) return flow.stage;
    }
    return '';
  }

  /** What sets and port groups mean in `datapath`; without one, port groups mean nothing. */
  names(datapath?: TracedDatapath): Names {
    return {
      release: this.network.release,
      addressSet: name => this.sets.addressSet(name),
      portGroup: name => datapath && this.sets.portGroup(name, datapath),
    };
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
    const condition = this.conditions.of(flow, datapath);
    if (!condition?.holds(packet.words, datapath.portKeys)) return undefined;
    const body = this.bodies.of(flow, datapath);
    if (!body || body.prereqs?.holds(packet.words, datapath.portKeys) === false) return undefined;
    return { flow, actions: body.actions, isUnconditional: condition.isAlways && body.prereqs?.isAlways !== false };
  }

  private bindCondition(flow: LogicalFlow, datapath: TracedDatapath): Condition | undefined {
    const text = this.view.expand(flow.match);
    if (text === undefined) {
      this.warn('variable-without-value', `${flow.match}: parsing expression failed`);
      return undefined;
    }
    const bound = bindMatch(parseMatch(text), text, this.names(datapath));
    if ('value' in bound) return this.toCondition(bound.value);
    this.warn('match-unparsable', `${flow.match}: parsing expression failed (${bound.error.message})`);
    return undefined;
  }

  private bindBody({ actions, pipeline, table }: LogicalFlow) {
    const text = this.view.expand(actions);
    if (text === undefined) {
      this.warn('variable-without-value', `${actions}: parsing actions failed`);
      return undefined;
    }
    const { release } = this.network;
    const bound = bindActions(parseActions(text), {
      pipeline,
      table,
      tables: pipelineLength(release, pipeline),
      release,
    });
    if ('error' in bound) {
      this.warn('action-unparsable', `${text}: parsing actions failed (${bound.error.message})`);
      return undefined;
    }
    const { prereqs } = bound.value;
    return { actions: bound.value.actions, ...(prereqs && { prereqs: this.toCondition(prereqs) }) };
  }

  private toCondition(expression: Expression): Condition {
    const simplified = simplify(annotate(expression), port => this.isResident(port));
    return { holds: compileExpression(simplified), isAlways: simplified.kind === 'boolean' && simplified.value };
  }

  /** Where no chassis was chosen, every port that exists resides where it is asked about. */
  private isResident(port: string): boolean {
    const seen = port === '' ? undefined : this.view.isResident(port);
    if (seen !== undefined) return seen;
    if (port === '' || this.network.port(port)) return true;
    this.warn('unknown-port', `${port}: unknown logical port`);
    return false;
  }

  private warn(code: string, message: string): void {
    this.diagnostics.push(warning(code, message));
  }
}
