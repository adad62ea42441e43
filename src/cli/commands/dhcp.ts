/** `udon dhcp`: replays the conversation that gives a VM its address, or lists all VMs in a table. */
import { answerFrames, type Replies } from '../../app/lease/answer-frames.ts';
import { captureOf, framesIn } from '../../app/lease/captures.ts';
import { verdictOnAll } from '../../app/lease/check-all.ts';
import { checkNodes } from '../../app/lease/check-nodes.ts';
import type { ConversationOptions } from '../../app/lease/conversation.ts';
import { type Lease, leaseOf } from '../../app/lease/lease-of.ts';
import type { OpenedNodes } from '../../app/sources/open-nodes.ts';
import { FOR_GUESTS, type Opened } from '../../app/sources/opened.ts';
import { framesToJson, leaseToJson, renderFrames, renderLease, renderLines } from '../../render/lease/dhcp-answer.ts';
import { surveyRowToJson } from '../../render/lease/dhcp-json.ts';
import { renderSurvey } from '../../render/lease/dhcp-survey.ts';
import type { Arguments } from '../arguments/option.ts';
import { type ReportOptions, wantsReport } from '../reports/report-options.ts';
import { openEveryNode, openNetwork, type SourceArguments } from '../sources/open.ts';
import { writeBytes } from '../sources/read-file.ts';
import { readPacked } from '../sources/read-packed.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { fold } from '../terminal/fold.ts';
import { outputColumns, report, reported, write } from '../terminal/terminal.ts';
import { paintVerdict, VERDICT_STATUSES } from '../terminal/verdict.ts';
import { DHCP_WORDS } from './dhcp-options.ts';
import type { Command } from './kit/command.ts';
import { isSource, sourcesOf } from './kit/source-words.ts';

interface DhcpArguments extends OutputOptions, ConversationOptions, SourceArguments {
  readonly sourcesAndVm: readonly string[];
  readonly from?: readonly string[];
  readonly all?: boolean;
  readonly request?: string;
}

interface OutputOptions extends ReportOptions {
  readonly json?: boolean;
  readonly pcap?: string;
  readonly verbose?: boolean | undefined;
}

export const dhcp: Command = {
  ...DHCP_WORDS,
  async run(args: Arguments) {
    const { sourcesAndVm, from = [], all = false, request, ...options } = args as unknown as DhcpArguments;
    const { vm, source } = split(sourcesAndVm, all, from);
    const sources = sourcesOf({ from, source }, 'both');
    if (vm === undefined) return showAll(await openEveryNode(sources, options, QUESTION), options);
    const opened = await openNetwork(sources, options, { ...QUESTION, guest: vm });
    return request === undefined ? converse(opened, vm, options) : send(opened, vm, request, options);
  },
};

const QUESTION = { ...FOR_GUESTS, isQuestion: true } as const;

/** The last word is the VM; with `--all`, each word is a source. */
function split(
  words: readonly string[],
  all: boolean,
  from: readonly string[],
): { readonly vm?: string; readonly source: readonly string[] } {
  const source = all ? words : words.slice(0, -1);
  const lacksVm = words.length === 0 || (words.length === 1 && from.length === 0 && isSource(words[0]!));
  if (all ? !words.every(isSource) : lacksVm) throw new Failure('name a VM, or use --all for every VM of the source');
  return all ? { source } : { source, vm: words.at(-1)! };
}

/** Exits 1 if one VM has no lease that OVN should give; 2 if it is not known of one, or if there is no VM. */
async function showAll(opened: OpenedNodes, options: OutputOptions): Promise<number> {
  const { json, verbose = false } = options;
  const rows = reported(await checkNodes(opened), verbose);
  if (rows.length === 0) throw new Failure('--all: the source has no VM');
  if (wantsReport(options)) await (await reports()).writeSurvey(rows, opened, options);
  await write(json ? renderLines(rows.map(surveyRowToJson)) : renderSurvey(rows, { isVerbose: verbose }));
  return VERDICT_STATUSES[verdictOnAll(rows)];
}

async function converse(opened: Opened, vm: string, options: OutputOptions & ConversationOptions): Promise<number> {
  const lease = orFail(leaseOf(opened, vm, options));
  await showLease(lease, opened, options);
  return VERDICT_STATUSES[lease.verdict];
}

/** Loaded only where they are wanted. */
const reports = () => import('../reports/write-dhcp.ts');

async function showLease(lease: Lease, opened: Opened, options: OutputOptions): Promise<void> {
  const { json, pcap, verbose = false } = options;
  if (wantsReport(options)) await (await reports()).writeLease(lease, opened, options);
  if (pcap !== undefined && lease.report) writeBytes(pcap, captureOf(lease.report.exchanges));
  // On a terminal, the verdict is folded to the width.
  const text = () =>
    paintVerdict(renderLease(lease, { isVerbose: verbose }), lease.verdict, line => fold(line, outputColumns));
  await write(json ? renderLines(leaseToJson(lease)) : text());
  report(lease.diagnostics);
}

async function send(opened: Opened, vm: string, request: string, options: OutputOptions): Promise<number> {
  const name = request === '-' ? '<stdin>' : request;
  const frames = reported(framesIn(await readPacked(request, name), name));
  const answer = orFail(answerFrames(opened, vm, frames));
  const isFrames = 'frames' in answer;
  await (isFrames ? showReplies(answer, opened, options) : showLease(answer, opened, options));
  if (isFrames && answer.isNothingSent)
    throw new Failure(`${name}: no frame in there is a request that ${answer.guestName} sends at its port`);
  return VERDICT_STATUSES[answer.verdict];
}

async function showReplies(replies: Replies, opened: Opened, options: OutputOptions): Promise<void> {
  const { json, pcap } = options;
  if (wantsReport(options)) await (await reports()).writeFrames(replies, opened, options);
  const exchanges = replies.frames.flatMap(frame => (frame.kind === 'report' ? frame.report.exchanges : []));
  if (pcap !== undefined) writeBytes(pcap, captureOf(exchanges));
  await write(json ? renderLines(framesToJson(replies)) : renderFrames(replies));
}
