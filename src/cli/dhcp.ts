/** `udon dhcp`: who gives this VM its address, shown as the conversation that it would have. */
import { readFileSync, writeFileSync } from 'node:fs';
import { converse, MESSAGE_NAMES, type MessageName, say } from '../analyze/dhcp-conversation.ts';
import { type Exchange, exchange } from '../analyze/dhcp-exchange.ts';
import { type FrameView, viewFrame } from '../analyze/frame-view.ts';
import { findGuests, type Guest } from '../analyze/guest.ts';
import { type Diagnostic, isError, warning } from '../base/diagnostic.ts';
import { readCapture } from '../dhcp/capture.ts';
import { decodeFrame } from '../dhcp/frame.ts';
import { type CapturedFrame, writePcap } from '../dhcp/pcap.ts';
import { type ExchangeJson, exchangeToJson, faultToJson } from '../render/dhcp-json.ts';
import { renderConversation } from '../render/dhcp-text.ts';
import { renderTrace } from '../render/trace-text.ts';
import { assumeTables } from '../trace/assume-tables.ts';
import { Tracer } from '../trace/trace.ts';
import { chooseGuest } from './choose-guest.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';
import { Failure } from './failure.ts';
import { readNetwork } from './network.ts';
import { report, write } from './terminal.ts';

interface DhcpArguments {
  readonly vm: string;
  readonly from?: readonly string[];
  readonly message?: MessageName;
  readonly request?: string;
  readonly pcap?: string;
  readonly json?: boolean;
  readonly node?: string;
  readonly release?: string;
  readonly verbose?: boolean;
}

export const dhcp: Command = {
  positionals: {
    vm: { type: 'string', demandOption: true, describe: 'VM, namespace/name, pod, logical port, MAC or IP address' },
  },
  options: {
    from: { ...SHARED.from, demandOption: true },
    message: { choices: MESSAGE_NAMES, describe: 'send just this message' },
    request: {
      type: 'string',
      requiresArg: true,
      describe: 'send the frames of a pcap file, or of lines of hex (- for stdin)',
    },
    pcap: { type: 'string', requiresArg: true, describe: 'write the frames of both directions to this file' },
    json: { type: 'boolean', describe: 'an object for each frame that is sent' },
    node: SHARED.node,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    verbose: { alias: 'v', type: 'boolean', describe: 'also the whole trace, and what was assumed' },
  },
  examples: [
    ['udon dhcp -f samples/cudn2 fedora-1', 'how the VM gets its address'],
    ['udon dhcp -f samples/seed/dump-flows.txt fedora-1 --message renew', 'the same from three lines of a dump'],
  ],
  async run(args: Arguments) {
    const { vm, from, message, request, pcap, json, verbose, ...options } = args as unknown as DhcpArguments;
    const { network, isDump, diagnostics } = await readNetwork(from ?? [], options);
    report(diagnostics, verbose);
    const whole = isDump ? assumeTables(network) : { network, assumed: [] };
    report(whole.assumed.map(assumption));
    const guest = chooseGuest(vm, findGuests(whole.network));
    const tracer = new Tracer(whole.network);
    if (request !== undefined) return sendFrames(readFrames(request), guest, tracer, { json, pcap });
    const exchanges = message === undefined ? converse(guest, tracer) : [say(message, guest, tracer)];
    if (pcap !== undefined) writeFrames(pcap, exchanges);
    const text = json
      ? exchanges.map(found => line(exchangeToJson(found))).join('')
      : renderConversation(guest, exchanges) + (verbose ? traces(exchanges) : '');
    await write(text);
    report(tracer.diagnostics);
    return exchanges.every(({ reply }) => reply && reply.message !== 'NAK') ? 0 : 1;
  },
};

const line = (value: ExchangeJson): string => `${JSON.stringify(value)}\n`;

const assumption = (tables: string): Diagnostic =>
  warning('tables-assumed', `not in the dump, taken as \`next;\`: ${tables}`);

const traces = (exchanges: readonly Exchange[]): string =>
  exchanges.map(({ trace }) => `\n${renderTrace(trace, ['detailed'])}`).join('');

function readFrames(path: string): readonly Buffer[] {
  const bytes = readFileSync(path === '-' ? 0 : path);
  const text = bytes.toString('latin1');
  if (/^[0-9a-f\s]*$/i.test(text))
    return text
      .split(/\s+/)
      .filter(Boolean)
      .map(hex => Buffer.from(hex, 'hex'));
  const { value, diagnostics } = readCapture(bytes, path);
  if (!value || diagnostics.some(isError)) throw new Failure(diagnostics);
  report(diagnostics);
  return value.map(frame => Buffer.from(frame.bytes));
}

interface SendOptions {
  readonly json: boolean | undefined;
  readonly pcap: string | undefined;
}

async function sendFrames(frames: readonly Buffer[], guest: Guest, tracer: Tracer, { json, pcap }: SendOptions) {
  const exchanges: Exchange[] = [];
  const lines: string[] = [];
  for (const bytes of frames) {
    const decoded = decodeFrame(bytes);
    if (decoded.kind === 'fault') {
      lines.push(line(faultToJson(bytes, decoded.fault)));
      continue;
    }
    const found = exchange(viewFrame(decoded.frame, bytes), guest, tracer);
    exchanges.push(found);
    lines.push(line(exchangeToJson(found)));
  }
  if (pcap !== undefined) writeFrames(pcap, exchanges);
  await write(json || exchanges.length === 0 ? lines.join('') : renderConversation(guest, exchanges));
  return exchanges.length > 0 && exchanges.every(({ reply }) => reply) ? 0 : 1;
}

function writeFrames(path: string, exchanges: readonly Exchange[]): void {
  const frames = exchanges.flatMap(({ request, reply }) => [request, ...(reply ? [reply] : [])]);
  writeFileSync(path, writePcap(frames.map(toCaptured)));
}

/** A millisecond apart: a conversation that did not happen has no times of its own. */
const toCaptured = ({ bytes }: FrameView, index: number): CapturedFrame => ({ bytes, microseconds: index * 1000 });
