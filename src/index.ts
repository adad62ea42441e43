/** The library: what programs may rely on. */
export { type Diagnostic, formatDiagnostic } from './base/diagnostic.ts';
export { parseActions } from './lang/action-parser.ts';
export { parseMatch } from './lang/match-parser.ts';
export type { ParseError } from './lang/syntax-error.ts';
export type { LogicalFlow, LogicalNetwork } from './network/logical-network.ts';
export { printFlows } from './network/print-flows.ts';
export { renderTrace, type Style } from './render/trace-text.ts';
export { type BoundActions, bindActions } from './sema/actions/bind-actions.ts';
export type { Position } from './sema/actions/context.ts';
export { printActions } from './sema/actions/rows.ts';
export { annotate } from './sema/annotate.ts';
export { bindMatch } from './sema/bind-match.ts';
export type { Names } from './sema/bind-operands.ts';
export type { Expression } from './sema/expression.ts';
export { printExpression } from './sema/print-expression.ts';
export { type Trace, type TraceAnswer, type TraceRequest, Tracer } from './trace/trace.ts';
