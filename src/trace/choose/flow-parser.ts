/**
 * The matches and actions of flows, parsed and bound when they are first needed. Flows with faults are left out, as
 * ovn-trace leaves them out, with a diagnostic.
 */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import type { Result } from '../../base/result.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import { type LogicalFlow, lacksTable } from '../../network/logical-network.ts';
import type { Release } from '../../ovn/release/release.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import { positionOf } from '../../sema/actions/kit/context.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Names } from '../../sema/match/bind-operands.ts';
import { compileExpression, type Predicate } from '../../sema/match/evaluate.ts';
import { type Expression, TRUE } from '../../sema/match/expression.ts';
import { simplify } from '../../sema/match/simplify.ts';
import { readByAny } from '../../sema/read-by-any.ts';
import type { ChassisView } from './chassis-view.ts';
import type { NameSets } from './name-sets.ts';
import { ParsedFlows } from './parsed-flows.ts';
import type { TracedDatapath } from './traced-datapath.ts';
import type { TracedNetwork } from './traced-network.ts';

/** A match or a prerequisite, compiled. */
export interface Condition {
  /** Annotated and simplified. */
  readonly expression: Expression;
  readonly holds: Predicate;
  readonly isAlways: boolean;
}

/** A match that cannot be evaluated. Its flow is left out, although it may match. */
export interface Doubt {
  /** The packets that it can match. */
  readonly expression: Expression;
  readonly mayHold: Predicate;
  readonly cause: DoubtCause;
}

/** The sets without members, as `@GROUP` or `$SET`, or OVN's message about the text. */
export type DoubtCause = { readonly sets: readonly string[] } | { readonly message: string };

export interface Body {
  readonly actions: readonly Action[];
  readonly prereqs?: Condition;
}

export class FlowParser {
  readonly diagnostics: Diagnostic[] = [];
  readonly conditions = new ParsedFlows<Condition | Doubt | undefined>(
    ({ match }, { key }) => (match.includes('@') ? `${key} ${match}` : match),
    (flow, datapath) => this.bindCondition(flow, datapath),
  );
  /** Actions, or OVN's message if another release may parse them; undefined if no chassis can use them. */
  readonly bodies = new ParsedFlows<Body | { readonly message: string } | undefined>(
    ({ pipeline, table, actions }) => `${pipeline} ${table} ${actions}`,
    flow => this.bindBody(flow),
  );
  private readonly network: TracedNetwork;
  private readonly view: ChassisView;
  private readonly sets: NameSets;
  private readonly isStrict: boolean;

  /** With `isStrict`, flows have only the words of their release. */
  constructor(network: TracedNetwork, view: ChassisView, sets: NameSets, isStrict: boolean) {
    this.network = network;
    this.view = view;
    this.sets = sets;
    this.isStrict = isStrict;
  }

  /** The members of address sets. Outside a datapath, port groups are unknown. */
  get names(): Names {
    const { release } = this.network;
    return { release, addressSet: name => this.sets.addressSet(name), portGroup: () => undefined };
  }

  /** The members of all sets, as the matches of a datapath see them. */
  namesIn(datapath: TracedDatapath): Names {
    return this.namesOrAny(datapath, new Set());
  }

  /** A match as it is evaluated; undefined if it cannot be parsed, or has a variable without a value. */
  expressionOf(match: string, datapath: TracedDatapath): Expression | undefined {
    const text = this.view.expand(match);
    if (text === undefined) return undefined;
    const names = this.namesIn(datapath);
    const bound = this.read(release => bindMatch(parseMatch(text), text, { ...names, ...(release && { release }) }));
    return 'error' in bound ? undefined : simplify(annotate(bound.value), port => this.isResident(port));
  }

  private bindCondition(flow: LogicalFlow, datapath: TracedDatapath): Condition | Doubt | undefined {
    const text = this.view.expand(flow.match);
    if (text === undefined) {
      this.warn('variable-without-value', `${flow.match}: parsing expression failed`);
      return undefined;
    }
    const sets = new Set<string>();
    const names = this.namesOrAny(datapath, sets);
    const bound = this.read(release => bindMatch(parseMatch(text), text, { ...names, ...(release && { release }) }));
    if ('error' in bound) {
      const { message } = bound.error;
      this.warn('match-unparsable', `${flow.match}: parsing expression failed (${message})`);
      return this.doubtOf(bound.error);
    }
    const condition = this.toCondition(bound.value);
    return sets.size === 0 ? condition : toDoubt(condition, { sets: [...sets] });
  }

  /** ovn-trace knows the words of one release. Flows are read with those of all, unless only ovn-trace's answer counts. */
  private read<T>(readAs: (release: Release | undefined) => Result<T, ParseError>): Result<T, ParseError> {
    return this.isStrict ? readAs(this.network.release) : readByAny(this.network.release, readAs);
  }

  /** A name that udon does not know is a doubt if the release of the flows is not known either. */
  private doubtOf({ isUnknownName, message }: ParseError): Doubt | undefined {
    if (!isUnknownName || this.network.isReleaseKnown) return undefined;
    return { expression: TRUE, mayHold: () => true, cause: { message } };
  }

  /** Adds to `sets` the names whose members the source does not have. */
  private namesOrAny(datapath: TracedDatapath, sets: Set<string>): Names {
    const { sets: known } = this;
    const any = (name: string): 'any' => {
      sets.add(name);
      return 'any';
    };
    return {
      addressSet: name => (known.isUnknownSet(name) ? any(`$${name}`) : known.addressSet(name)),
      portGroup: name => (known.isUnknownGroup(name, datapath) ? any(`@${name}`) : known.portGroup(name, datapath)),
    };
  }

  private bindBody({ actions, pipeline, table }: LogicalFlow): Body | { readonly message: string } | undefined {
    const text = this.view.expand(actions);
    if (text === undefined) {
      this.warn('variable-without-value', `${actions}: parsing actions failed`);
      return undefined;
    }
    const bound = this.read(release => bindActions(parseActions(text), positionOf({ pipeline, table }, release)));
    if ('error' in bound) {
      const { message } = bound.error;
      this.warn('action-unparsable', `${text}: parsing actions failed (${message})`);
      return this.doubtOf(bound.error) && { message };
    }
    const { prereqs } = bound.value;
    return { actions: bound.value.actions, ...(prereqs && { prereqs: this.toCondition(prereqs) }) };
  }

  private toCondition(expression: Expression): Condition {
    const simplified = simplify(annotate(expression, this.network.release), port => this.isResident(port));
    const isAlways = simplified.kind === 'boolean' && simplified.value;
    return { expression: simplified, holds: compileExpression(simplified), isAlways };
  }

  /** If no chassis is chosen, every port that exists is resident. */
  private isResident(port: string): boolean {
    const seen = port === '' ? undefined : this.view.isResident(port);
    if (seen !== undefined) return seen;
    if (port === '' || this.network.port(port) || lacksTable(this.network.network, 'Port_Binding')) return true;
    this.warn('unknown-port', `${port}: unknown logical port`);
    return false;
  }

  private warn(code: string, message: string): void {
    this.diagnostics.push(warning(code, message));
  }
}

const toDoubt = ({ expression, holds }: Condition, cause: DoubtCause): Doubt => ({ expression, mayHold: holds, cause });
