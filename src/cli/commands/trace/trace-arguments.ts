/** The arguments of `ovn-trace` (man ovn-trace), from a command line or from a line of a batch. */
import { type TraceTexts, traceRequest } from '../../../app/trace/trace-request.ts';
import { STYLES, type Style } from '../../../render/trace/trace-text.ts';
import type { TraceRequest } from '../../../trace/trace.ts';
import { type CommandSyntax, readArguments } from '../../arguments/read-arguments.ts';
import { PACKET_OPTIONS } from './ovn-trace-options.ts';
import { TRACE_WORDS } from './trace-options.ts';

export interface TraceCall {
  readonly request: TraceRequest;
  readonly styles: readonly Style[];
  readonly isFriendly: boolean;
}

/** Options of ovn-trace about the packet and the output; the others are udon's own. */
export interface TraceOptions extends TraceTexts {
  readonly detailed?: boolean | undefined;
  readonly summary?: boolean | undefined;
  readonly minimal?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly friendlyNames: boolean;
}

type CallOrError = TraceCall | { readonly error: string };

export function traceCall(words: readonly string[], options: TraceOptions): CallOrError {
  const request = traceRequest(words, options);
  if ('error' in request) return { error: request.error.message };
  const styles = STYLES.filter(style => options.all || options[style]);
  const isFriendly = options.friendlyNames;
  return { request: request.value, styles: styles.length > 0 ? styles : ['detailed'], isFriendly };
}

const SYNTAX: CommandSyntax = {
  positionals: { words: { array: true, default: [] } },
  options: Object.fromEntries(
    Object.entries(TRACE_WORDS.options).filter(([name]) =>
      [...PACKET_OPTIONS, 'dns-query', 'ct-scenario'].includes(name),
    ),
  ),
};

/** `args` as on ovn-trace's command line. */
export function parseTraceArguments(args: readonly string[]): CallOrError {
  const values = readArguments(args, SYNTAX);
  if ('error' in values) return values;
  const { words, ...options } = values.value as unknown as TraceOptions & { readonly words: readonly string[] };
  return traceCall(words, options);
}
