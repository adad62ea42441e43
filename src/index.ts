/** The library: what programs may rely on. */
export { type Diagnostic, formatDiagnostic } from './base/diagnostic.ts';
export type { LogicalFlow, LogicalNetwork } from './network/logical-network.ts';
export { printFlows } from './network/print-flows.ts';
export { renderTrace, type Style } from './render/trace-text.ts';
export { type Trace, type TraceAnswer, type TraceRequest, Tracer } from './trace/trace.ts';
