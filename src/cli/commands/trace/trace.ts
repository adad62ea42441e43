/** `udon trace`: what ovn-trace does, from any source. */
import { setFlagsFromString } from 'node:v8';
import type { Opened } from '../../../app/sources/opened.ts';
import type { GuestSource } from '../../../app/trace/guest-request.ts';
import { type Trace, type TraceAnswer, type TracerOptions, traceIn } from '../../../app/trace/trace-in.ts';
import { note, warning } from '../../../base/diagnostic.ts';
import { notesOn } from '../../../render/trace/gap-notes.ts';
import { traceToJson } from '../../../render/trace/trace-json.ts';
import { renderTrace } from '../../../render/trace/trace-text.ts';
import type { Arguments } from '../../arguments/option.ts';
import { type ReportOptions, wantsReport } from '../../reports/report-options.ts';
import { openNetwork, type SourceArguments } from '../../sources/open.ts';
import { Failure, orFail } from '../../terminal/failure.ts';
import { isOnTerminal, report, reportNotes, tell, write, writeAsOvn } from '../../terminal/terminal.ts';
import type { Command } from '../kit/command.ts';
import { fromVariables, isSource, sourcesOf } from '../kit/source-words.ts';
import { type TraceCall, type TraceOptions, traceCall } from './trace-arguments.ts';
import { traceBatch } from './trace-batch.ts';
import { TRACE_WORDS } from './trace-options.ts';

interface TraceArguments extends TraceOptions, GuestSource, SourceArguments, ReportOptions {
  readonly datapathAndMicroflow: readonly string[];
  readonly from?: readonly string[];
  readonly db?: string;
  readonly batch?: string;
  readonly chassis?: string;
  readonly strict?: boolean;
  readonly ovs?: string | boolean;
  readonly detach?: boolean;
  readonly partial?: boolean;
  readonly verdict?: boolean;
  readonly exitStatus?: boolean;
  readonly format: 'text' | 'json';
}

export const trace: Command = {
  ...TRACE_WORDS,
  async run(args: Arguments) {
    const { sources, options } = split(args as unknown as TraceArguments);
    if (options.detach) throw new Failure('--detach: udon does not run in the background; --batch traces many packets');
    if (options.ovs !== undefined) report([NO_OPENFLOW], true);
    const call = options.batch === undefined ? callOf(options) : undefined;
    if (call) setFlagsFromString(SMALL_NEW_SPACE);
    const from = sourcesOf({ from: sources }, 'flows', 'trace in');
    const opened = await openNetwork(from, options, {
      wantsRows: options.verdict === true || wantsReport(options),
      isQuestion: true,
      guest: options.vm ?? options.pod,
    });
    if (call) return one(isOfGuest(options) ? await fromGuest(call, options, opened) : call, opened, options);
    await traceBatch(options.batch!, opened, viewOf(options));
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

/** The first words can be sources: if there is no other source, or if there are more words than ovn-trace takes. */
function split(args: TraceArguments): { readonly sources: readonly string[]; readonly options: TraceArguments } {
  const { datapathAndMicroflow: words, batch, db } = args;
  const named = args.from ?? (db ? [db] : []);
  const most = named.length + fromVariables('flows').length > 0 ? 2 : isOfGuest(args) ? 0 : 1;
  let count = 0;
  while (count < words.length - (batch === undefined ? most : 0) && isSource(words[count]!)) count++;
  const others = words.slice(count);
  if (batch !== undefined && others.length > 0)
    throw new Failure(`--batch has the packets, and ${others[0]} is no source`);
  return {
    sources: [...named, ...words.slice(0, count)],
    options: { ...args, datapathAndMicroflow: others, verbose: args.verbose === true },
  };
}

const NO_OPENFLOW = note('no-openflow', '--ovs is passed over: OpenFlow flows are on hypervisors, not in the source');

const STATE_CONFLICT = warning(
  'ct-state-conflict',
  'the packet was new and established at once, which conntrack never returns: --ct is for one lookup only, and the others are est; use --ct-scenario first for all',
);

/** The search for guests is loaded only for these traces. */
async function fromGuest(call: TraceCall, options: TraceArguments, opened: Opened): Promise<TraceCall> {
  const { requestFrom } = await import('../../../app/trace/guest-request.ts');
  return { ...call, request: orFail(requestFrom(opened, options, call.request)) };
}

/** The text of the error is ovn-trace's own. */
async function suggest(request: TraceCall['request'], opened: Opened): Promise<void> {
  const { nameLike } = await import('../../../app/trace/name-like.ts');
  const near = nameLike(opened, request);
  if (near !== undefined) report([note('name-like', `did you mean ${near}?`)], true);
}

const viewOf = ({ chassis, strict, partial }: TraceArguments) => ({
  isStrict: strict === true,
  isPartial: partial === true,
  ...(chassis !== undefined && { chassis }),
});

async function one(
  { request, styles, isFriendly }: TraceCall,
  opened: Opened,
  options: TraceArguments,
): Promise<number> {
  const view = { ...viewOf(options), isFriendly };
  const hasReport = wantsReport(options);
  const { answer, diagnostics } = traceIn(opened, { ...request, keepsPackets: hasReport }, view);
  report(diagnostics);
  reportNotes(notesOn(answer));
  if ('hasStateConflict' in answer && answer.hasStateConflict) report([STATE_CONFLICT]);
  if ('error' in answer) await suggest(request, opened);
  if (hasReport) await writeReport(answer, { microflow: request.microflow, view }, opened, options);
  const asJson = options.format === 'json';
  if (asJson) await write(`${JSON.stringify(traceToJson(answer), null, 2)}\n`);
  else await writeAsOvn(renderTrace(answer, styles));
  const isPrinted = options.verdict ?? (isOnTerminal && !asJson && !styles.includes('detailed'));
  if ('error' in answer || !(isPrinted || options.exitStatus)) return 0;
  return judge(answer, opened, { isPrinted, exitStatus: options.exitStatus ?? false });
}

/** Reports are loaded only where they are wanted. */
async function writeReport(
  answer: TraceAnswer,
  asked: { readonly microflow: string; readonly view: TracerOptions },
  opened: Opened,
  options: ReportOptions,
): Promise<void> {
  if ('error' in answer) return report([NO_REPORT]);
  const { writeTrace } = await import('./write-trace.ts');
  await writeTrace({ ...asked, trace: answer }, opened, options);
}

const NO_REPORT = warning('no-report', 'no report is written: the packet cannot be traced');

/** The search for who decided is loaded only if it is wanted. */
async function judge(
  answer: Trace,
  opened: Opened,
  { isPrinted, exitStatus }: { readonly isPrinted: boolean; readonly exitStatus: boolean },
): Promise<number> {
  const [{ verdictIn }, { verdictLine }] = await Promise.all([
    import('../../../app/trace/trace-verdict.ts'),
    import('../../../render/trace/verdict-line.ts'),
  ]);
  const verdict = verdictIn(opened, answer);
  if (isPrinted) tell(verdictLine(verdict));
  return exitStatus ? STATUSES[verdict.verdict] : 0;
}

const STATUSES = { yes: 0, no: 1, undecided: 2 } as const;
