/**
 * The library of udon, for programs, editors and web pages. It runs on Node.js and in browsers: it reads no files, opens no
 * sockets and knows no process. Callers pass bytes or text and get values.
 *
 * Stability: until version 1.0, a minor release may change names here; the changelog lists it. `code` and `kind` values
 * and the JSON forms (their `version` field) are for programs and change only with their version. Faults of the user's input
 * are values (`Checked`, `Result`); arguments of a wrong type throw a TypeError.
 *
 * docs/library.md lists every name.
 */

/* Answers: from inputs to a trace, a lease, flows or rows. */

export type { Explanation } from './analyze/explain/answer/explanation.ts';
export { explainIn } from './app/explain/explain-in.ts';
export type { ExplainRequest } from './app/explain/explain-request.ts';
export { flowOrigins } from './app/flows/flow-origins.ts';
export { type FlowFilter, type FlowsFault, flowsOf } from './app/flows/flows-of.ts';
export { checkAll } from './app/lease/check-all.ts';
export { type Lease, leaseOf } from './app/lease/lease-of.ts';
export { type CompileNbOptions, compileNb } from './app/sources/compile-nb.ts';
export type { IgnoredInput, Input, Inputs, ReadInput } from './app/sources/input.ts';
export { openRows, rowsOf } from './app/sources/open-rows.ts';
export { openSources } from './app/sources/open-sources.ts';
export { FOR_GUESTS, type Opened, type OpenedRows, type OpenOptions } from './app/sources/opened.ts';
export { type Traced, traceIn } from './app/trace/trace-in.ts';
export { type TraceTexts, traceRequest } from './app/trace/trace-request.ts';

/* Faults: what is wrong with an input, and where. */

export { type Checked, type Diagnostic, formatDiagnostic } from './base/diagnostic.ts';
export type { Fault, Result } from './base/result.ts';

/* The language of logical flows: matches and actions, parsed, bound to OVN's fields, and printed. */

export { parseActions } from './lang/action-parser.ts';
export { parseMatch } from './lang/match-parser.ts';
export type { ParseError } from './lang/syntax-error.ts';
export { type BoundActions, bindActions } from './sema/actions/bind-actions.ts';
export type { Position } from './sema/actions/kit/context.ts';
export { printActions } from './sema/actions/rows.ts';
export { annotate } from './sema/match/annotate.ts';
export { bindMatch } from './sema/match/bind-match.ts';
export type { Names } from './sema/match/bind-operands.ts';
export type { Expression } from './sema/match/expression.ts';
export { printExpression } from './sema/match/print-expression.ts';

/* Networks: northbound rows, southbound rows and logical flows. */

export { type Origin, originOf } from './analyze/origin/origin.ts';
export type { LogicalFlow, LogicalNetwork } from './network/logical-network.ts';
export { printFlows } from './network/print-flows.ts';
export { type Compiled, type CompileOptions, compileNetwork } from './northd/compile-network.ts';
export { NB, type Nb, type NbRow } from './ovn/schema/nb.ts';
export { newDatabase, newRow } from './ovn/schema/schema.ts';
export { readDatabase, type StoredDatabase } from './read/database.ts';
export { readLogicalNetwork } from './read/logical-network.ts';
export { type Trace, type TraceAnswer, type TraceRequest, Tracer } from './trace/trace.ts';

/* Output: answers as the commands print them. */

export { explanationToJson } from './render/explain/explanation-json.ts';
export { renderExplanation } from './render/explain/explanation-text.ts';
export { flowsToJson } from './render/flows/flows-json.ts';
export { leaseToJson, renderLease } from './render/lease/dhcp-answer.ts';
export { renderSurvey } from './render/lease/dhcp-survey.ts';
export { nbToJson } from './render/nb/nb-json.ts';
export { traceToJson } from './render/trace/trace-json.ts';
export { renderTrace, type Style } from './render/trace/trace-text.ts';
