/**
 * The matches and actions of flows, parsed and bound when they are first needed. Flows with faults are left out, as
 * ovn-trace leaves them out, with a diagnostic.
 */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
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
import type { NameSets } from './name-sets.ts';
import { ParsedFlows } from './parsed-flows.ts';
import type { TracedDatapath } from './traced-datapath.ts';
import type { TracedNetwork } from './traced-network.ts';

/** A match or a prerequisite, compiled. */
export interface Condition {
  readonly holds: Predicate;
  readonly isAlways: boolean;
}

export interface Body {
  readonly actions: readonly Action[];
  readonly prereqs?: Condition;
}

export class FlowParser {
  readonly diagnostics: Diagnostic[] = [];
  /** Matches; undefined for a match with a fault. */
  readonly conditions = new ParsedFlows(
    ({ match }, { key }) => (match.includes('@') ? `${key} ${match}` : match),
    (flow, datapath) => this.bindCondition(flow, datapath),
  );
  /** Actions; undefined for actions with a fault. */
  readonly bodies = new ParsedFlows(
    ({ pipeline, table, actions }) => `${pipeline} ${table} ${actions}`,
    flow => this.bindBody(flow),
  );
  private readonly network: TracedNetwork;
  private readonly view: ChassisView;
  private readonly sets: NameSets;

  constructor(network: TracedNetwork, view: ChassisView, sets: NameSets) {
    this.network = network;
    this.view = view;
    this.sets = sets;
  }

  /** The members of address sets, and of port groups in `datapath`; without a datapath, port groups are unknown. */
  names(datapath?: TracedDatapath): Names {
    return {
      release: this.network.release,
      addressSet: name => this.sets.addressSet(name),
      portGroup: name => datapath && this.sets.portGroup(name, datapath),
    };
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

  private bindBody({ actions, pipeline, table }: LogicalFlow): Body | undefined {
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

  /** If no chassis is chosen, every port that exists is resident. */
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
