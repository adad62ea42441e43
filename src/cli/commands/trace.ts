/** `udon trace`: what ovn-trace does, from any source. */
import { setFlagsFromString } from 'node:v8';
import { warning } from '../../base/diagnostic.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { traceToJson } from '../../render/trace/trace-json.ts';
import { renderTrace } from '../../render/trace/trace-text.ts';
import { Tracer } from '../../trace/trace.ts';
import { readText } from '../sources/files.ts';
import { readNetwork } from '../sources/network.ts';
import type { RemoteOptions } from '../sources/remote.ts';
import { Failure } from '../terminal/failure.ts';
import { report, write } from '../terminal/terminal.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';
import { parseTraceArguments, type TraceCall, type TraceOptions, traceCall } from './trace-arguments.ts';
import type { GuestOptions } from './trace-guest.ts';

interface TraceArguments extends TraceOptions, GuestOptions, RemoteOptions {
  readonly datapathAndMicroflow: readonly string[];
  readonly from?: readonly string[];
  readonly db?: string;
  readonly batch?: string;
  readonly chassis?: string;
  readonly strict?: boolean;
  readonly ovs?: string;
  readonly partial?: boolean;
  readonly format: 'text' | 'json';
  readonly node?: string;
  readonly release?: string;
  readonly verbose?: boolean;
}

export const trace: Command = {
  positionals: {
    'datapath-and-microflow': {
      type: 'string',
      array: true,
      default: [],
      describe: 'a datapath, which may be left out, and the packet as a match that describes it',
    },
  },
  options: {
    from: SHARED.from,
    db: {
      type: 'string',
      requiresArg: true,
      describe: 'the southbound database, in place of --from (default: $OVN_SB_DB)',
    },
    detailed: { type: 'boolean', describe: 'table by table (the default)' },
    summary: { type: 'boolean', describe: 'without tables' },
    minimal: { type: 'boolean', describe: 'only what became of the packet' },
    all: { type: 'boolean', describe: 'all three' },
    ct: {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'what conntrack says, as flags like est,rpl; once for each time it is asked (default: est)',
    },
    'lb-dst': { type: 'string', requiresArg: true, describe: 'the backend that load balancers choose: IP[:PORT]' },
    'select-id': { type: 'string', requiresArg: true, describe: 'the member that select takes' },
    'friendly-names': { type: 'boolean', default: true, describe: 'names in the place of UUIDs' },
    chassis: {
      type: 'string',
      requiresArg: true,
      describe: 'whose variables and resident ports count: a name or host name',
    },
    strict: { type: 'boolean', describe: 'give up where ovn-trace does: on flows with variables' },
    'dns-query': {
      type: 'string',
      requiresArg: true,
      describe: 'the name that a DNS query asks for, to have it answered',
    },
    ovs: { hidden: true, type: 'string' },
    vm: {
      type: 'string',
      requiresArg: true,
      conflicts: ['pod', 'batch'],
      describe: 'packets of this VM: puts `inport` and `eth.src` before the microflow, which may be left out',
    },
    pod: { type: 'string', requiresArg: true, conflicts: 'batch', describe: 'the same of a pod, NAMESPACE/NAME' },
    'with-ip4-src': { type: 'boolean', describe: 'with --vm or --pod: `ip4.src` too' },
    'with-ip6-src': { type: 'boolean', describe: 'with --vm or --pod: `ip6.src` too' },
    partial: { type: 'boolean', describe: 'take tables that a filtered dump lacks as `next;`' },
    batch: { type: 'string', requiresArg: true, describe: 'many traces: a file of JSON Lines {"args": [...]}, or -' },
    format: { choices: ['text', 'json'], default: 'text', describe: "ovn-trace's text, or JSON for programs" },
    node: SHARED.node,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    verbose: SHARED.verbose,
  },
  examples: [
    [
      `udon trace -f samples/cudn2 --summary --ct new 'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67'`,
      'the way of a DHCP request',
    ],
    ['udon trace -f sb.db --batch traces.jsonl', 'many traces at once'],
  ],
  async run(args: Arguments) {
    const {
      datapathAndMicroflow: words,
      batch,
      format,
      verbose,
      partial,
      ovs,
      ...options
    } = args as unknown as TraceArguments;
    if (ovs !== undefined) throw new Failure('--ovs: OpenFlow flows are on hypervisors; udon works from files');
    const isOfGuest = options.vm !== undefined || options.pod !== undefined;
    const call = batch === undefined ? traceCall(words.length === 0 && isOfGuest ? [''] : words, options) : undefined;
    if (call && 'error' in call) throw new Failure(call.error);
    if (call) setFlagsFromString(SMALL_NEW_SPACE);
    const { network, diagnostics } = await readNetwork(sourcesOf(options), options);
    report(diagnostics, verbose);
    const tracers = tracersOf(partial ? await withAssumptions(network) : network, options);
    if (call) await one(isOfGuest ? await callOfGuest(call, options, network) : call, tracers, format);
    else await many(batch!, tracers);
    return 0;
  },
};

/** For one trace, most of what is made is rows, which stay: more room for new things takes memory and saves no time. */
const SMALL_NEW_SPACE = '--semi-space-growth-factor=1';

function sourcesOf({ from, db }: Pick<TraceArguments, 'from' | 'db'>): readonly string[] {
  const remote = db || process.env.OVN_SB_DB;
  if (from) return from;
  if (!remote) throw new Failure('nothing to trace in: name a source with -f, or a database with --db');
  return [remote];
}

/** Loaded for the traces that are of a guest alone, as the doctor comes with it. */
async function callOfGuest(call: TraceCall, options: GuestOptions, network: LogicalNetwork): Promise<TraceCall> {
  const { withGuest } = await import('./trace-guest.ts');
  return withGuest(call, options, network);
}

async function withAssumptions(network: LogicalNetwork): Promise<LogicalNetwork> {
  const { assumeTables } = await import('../../trace/assume-tables.ts');
  const { network: whole, assumed } = assumeTables(network);
  report(assumed.map(tables => warning('tables-assumed', `not in the dump, taken as \`next;\`: ${tables}`)));
  return whole;
}

type Tracers = (isFriendly: boolean) => Tracer;

/** A tracer for each style of names, made when it is first wanted. */
function tracersOf(network: LogicalNetwork, { chassis, strict }: Pick<TraceArguments, 'chassis' | 'strict'>): Tracers {
  const tracers = new Map<boolean, Tracer>();
  const view = { isStrict: strict === true, ...(chassis !== undefined && { chassis }) };
  return isFriendly => {
    const tracer = tracers.get(isFriendly) ?? new Tracer(network, { isFriendly, ...view });
    tracers.set(isFriendly, tracer);
    return tracer;
  };
}

async function one({ request, styles, isFriendly }: TraceCall, tracers: Tracers, format: string) {
  const tracer = tracers(isFriendly);
  const answer = tracer.trace(request);
  report(tracer.diagnostics);
  await write(format === 'json' ? `${JSON.stringify(traceToJson(answer), null, 2)}\n` : renderTrace(answer, styles));
}

/** One line of output for each line of input, in order. */
async function many(batch: string, tracers: Tracers): Promise<void> {
  const { name, text } = readText(batch);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') await write(`${JSON.stringify(answerLine(line, `${name}:${index + 1}`, tracers))}\n`);
  }
}

function answerLine(line: string, place: string, tracers: Tracers) {
  const args = argumentsOf(line, place);
  const call = parseTraceArguments(args);
  if ('error' in call) return { args, rc: 1, stdout: '', error: call.error };
  return { args, rc: 0, stdout: renderTrace(tracers(call.isFriendly).trace(call.request), call.styles) };
}

function argumentsOf(line: string, place: string): readonly string[] {
  const value = parseJson(line) as { args?: unknown } | undefined;
  const isValid = Array.isArray(value?.args) && value.args.every(arg => typeof arg === 'string');
  if (!isValid) throw new Failure(`${place}: a JSON object with "args", an array of strings, is needed`);
  return value.args as string[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
