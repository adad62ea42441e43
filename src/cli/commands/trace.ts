/** `udon trace`: what ovn-trace does, from any source. */
import { setFlagsFromString } from 'node:v8';
import type { Opened } from '../../app/sources/open-sources.ts';
import type { GuestSource } from '../../app/trace/guest-request.ts';
import { traceIn } from '../../app/trace/trace-in.ts';
import { notesOn } from '../../render/trace/gap-notes.ts';
import { traceToJson } from '../../render/trace/trace-json.ts';
import { renderTrace } from '../../render/trace/trace-text.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { report, reportNotes, write } from '../terminal/terminal.ts';
import type { Arguments, Command } from './command.ts';
import { type TraceCall, type TraceOptions, traceCall } from './trace-arguments.ts';
import { traceBatch } from './trace-batch.ts';
import { TRACE_WORDS } from './trace-options.ts';

interface TraceArguments extends TraceOptions, GuestSource, SourceArguments {
  readonly datapathAndMicroflow: readonly string[];
  readonly from?: readonly string[];
  readonly db?: string;
  readonly batch?: string;
  readonly chassis?: string;
  readonly strict?: boolean;
  readonly ovs?: string;
  readonly partial?: boolean;
  readonly format: 'text' | 'json';
}

export const trace: Command = {
  ...TRACE_WORDS,
  async run(args: Arguments) {
    const options = args as unknown as TraceArguments;
    if (options.ovs !== undefined) throw new Failure('--ovs: OpenFlow flows are on hypervisors; udon works from files');
    const call = options.batch === undefined ? callOf(options) : undefined;
    if (call) setFlagsFromString(SMALL_NEW_SPACE);
    const opened = await openNetwork(sourcesOf(options), options, { wantsRows: false });
    if (call) await one(isOfGuest(options) ? await fromGuest(call, options, opened) : call, opened, options);
    else await traceBatch(options.batch!, opened, viewOf(options));
    return 0;
  },
};

/** For one trace, most objects are rows, which stay. More room for new objects takes memory and saves no time. */
const SMALL_NEW_SPACE = '--semi-space-growth-factor=1';

const isOfGuest = ({ vm, pod }: GuestSource): boolean => vm !== undefined || pod !== undefined;

/** The packets of a guest need no microflow. */
function callOf({ datapathAndMicroflow: words, ...options }: TraceArguments): TraceCall {
  const call = traceCall(words.length === 0 && isOfGuest(options) ? [''] : words, options);
  if ('error' in call) throw new Failure(call.error);
  return call;
}

function sourcesOf({ from, db }: TraceArguments): readonly string[] {
  const remote = db || process.env.OVN_SB_DB;
  if (from) return from;
  if (!remote) throw new Failure('nothing to trace in: name a source with -f, or a database with --db');
  return [remote];
}

/** The search for guests is loaded only for these traces. */
async function fromGuest(call: TraceCall, options: TraceArguments, opened: Opened): Promise<TraceCall> {
  const { requestFrom } = await import('../../app/trace/guest-request.ts');
  return { ...call, request: orFail(requestFrom(opened, options, call.request)) };
}

const viewOf = ({ chassis, strict, partial }: TraceArguments) => ({
  isStrict: strict === true,
  isPartial: partial === true,
  ...(chassis !== undefined && { chassis }),
});

async function one({ request, styles, isFriendly }: TraceCall, opened: Opened, options: TraceArguments): Promise<void> {
  const { answer, diagnostics } = traceIn(opened, request, { ...viewOf(options), isFriendly });
  report(diagnostics);
  reportNotes(notesOn(answer));
  const asJson = options.format === 'json';
  await write(asJson ? `${JSON.stringify(traceToJson(answer), null, 2)}\n` : renderTrace(answer, styles));
}
