/** The arguments of `ovn-trace` (man ovn-trace), from a command line or from a line of a batch. */
import { parseArgs } from 'node:util';
import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { STYLES, type Style } from '../../render/trace/trace-text.ts';
import { parseCtState } from '../../trace/state/conntrack-states.ts';
import type { TraceRequest } from '../../trace/trace.ts';

export interface TraceCall {
  readonly request: TraceRequest;
  readonly styles: readonly Style[];
  readonly isFriendly: boolean;
}

/** Options of ovn-trace that say what to do with a packet; the others are udon's own affair. */
export interface TraceOptions {
  readonly detailed?: boolean | undefined;
  readonly summary?: boolean | undefined;
  readonly minimal?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly ct?: readonly string[] | undefined;
  readonly lbDst?: string | undefined;
  readonly selectId?: string | undefined;
  readonly dnsQuery?: string | undefined;
  readonly friendlyNames: boolean;
}

type CallOrError = TraceCall | { readonly error: string };

export function traceCall(words: readonly string[], options: TraceOptions): CallOrError {
  if (words.length < 1 || words.length > 2) return { error: 'one or two non-option arguments are required' };
  const states = (options.ct ?? []).map(text => parseCtState(text));
  const refused = states.find(state => 'unknown' in state);
  if (refused) return { error: `${refused.unknown}: unknown connection tracking state flag` };
  const lbDst = options.lbDst === undefined ? undefined : parseHostPort(options.lbDst);
  if (options.lbDst !== undefined && !lbDst) return { error: `${options.lbDst}: bad address` };
  const selectId = Number.parseInt(options.selectId ?? '0', 10) || 0;
  if (options.selectId !== undefined && selectId === 0) return { error: `${options.selectId}: bad select-id` };
  const styles = STYLES.filter(style => options.all || options[style]);
  const request: TraceRequest = {
    ...(words.length === 2 && { datapath: words[0]! }),
    microflow: words.at(-1)!,
    conntrack: (states as readonly { bits: number }[]).map(({ bits }) => bits),
    selectId: selectId & 0xffff,
    ...(lbDst && { lbDst }),
    ...(options.dnsQuery !== undefined && { dnsQuery: options.dnsQuery }),
  };
  return { request, styles: styles.length > 0 ? styles : ['detailed'], isFriendly: options.friendlyNames };
}

const FLAG = { type: 'boolean' } as const;
const VALUE = { type: 'string' } as const;

/** `args` as they would stand on ovn-trace's command line. */
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

/** The last word on it counts. */
const isFriendly = (args: readonly string[]): boolean =>
  args.lastIndexOf('--no-friendly-names') <= args.lastIndexOf('--friendly-names');
