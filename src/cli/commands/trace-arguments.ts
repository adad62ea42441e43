/** The arguments of `ovn-trace` (man ovn-trace), from a command line or from a line of a batch. */
import { parseArgs } from 'node:util';
import { type TraceTexts, traceRequest } from '../../app/trace/trace-request.ts';
import { STYLES, type Style } from '../../render/trace/trace-text.ts';
import type { TraceRequest } from '../../trace/trace.ts';

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

const FLAG = { type: 'boolean' } as const;
const VALUE = { type: 'string' } as const;

/** `args` as on ovn-trace's command line. */
export function parseTraceArguments(args: readonly string[]): CallOrError {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        detailed: FLAG,
        summary: FLAG,
        minimal: FLAG,
        all: FLAG,
        ct: { ...VALUE, multiple: true },
        'lb-dst': VALUE,
        'select-id': VALUE,
        'dns-query': VALUE,
        'friendly-names': FLAG,
        'no-friendly-names': FLAG,
      },
    });
    return traceCall(positionals, {
      ...values,
      lbDst: values['lb-dst'],
      selectId: values['select-id'],
      dnsQuery: values['dns-query'],
      friendlyNames: isFriendly(args),
    });
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** The last one counts. */
const isFriendly = (args: readonly string[]): boolean =>
  args.lastIndexOf('--no-friendly-names') <= args.lastIndexOf('--friendly-names');
