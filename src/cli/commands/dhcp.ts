/** `udon dhcp`: who gives this VM its address, shown as the conversation that it would have; or all VMs, in a table. */
import { type Consultation, consult, examine } from '../../analyze/diagnose/lease-report.ts';
import { rowOf, type SurveyRow, survey, surveyMachine } from '../../analyze/diagnose/survey.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { Evidence } from '../../analyze/guests/sources.ts';
import { type Exchange, exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { viewFrame } from '../../analyze/lease/frame-view.ts';
import { decodeAnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import { consultationToJson, faultToJson, surveyRowToJson } from '../../render/lease/dhcp-json.ts';
import { renderInterfaces, renderSurvey } from '../../render/lease/dhcp-survey.ts';
import { renderConsultation } from '../../render/lease/dhcp-text.ts';
import { renderTrace } from '../../render/trace/trace-text.ts';
import { Tracer } from '../../trace/trace.ts';
import { Failure } from '../terminal/failure.ts';
import { report, write } from '../terminal/terminal.ts';
import { choosePatient, machineCalled } from './choose-guest.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';
import { readEvidence } from './dhcp-evidence.ts';
import { readFrames, writeFrames } from './dhcp-frames.ts';
import { askAs, MESSAGE_CHOICES, type MessageOptions, unexamined } from './dhcp-messages.ts';

interface DhcpArguments extends OutputOptions, MessageOptions {
  readonly vm?: string;
  readonly from: readonly string[];
  readonly all?: boolean;
  readonly request?: string;
  readonly node?: string;
  readonly release?: string;
}

interface OutputOptions {
  readonly json?: boolean;
  readonly pcap?: string;
  readonly verbose?: boolean;
}

export const dhcp: Command = {
  positionals: {
    vm: { type: 'string', describe: 'VM, namespace/name, pod, logical port, MAC or IP address' },
  },
  options: {
    from: { ...SHARED.from, demandOption: true },
    all: { type: 'boolean', describe: 'every VM of the source, in a table; fails if OVN leaves one without an answer' },
    message: { choices: MESSAGE_CHOICES, describe: 'send just this message' },
    ipv6: { alias: '6', type: 'boolean', describe: 'router discovery and DHCPv6 in place of DHCPv4' },
    request: {
      type: 'string',
      requiresArg: true,
      describe: 'send the frames of a pcap file, or of lines of hex (- for stdin)',
    },
    pcap: { type: 'string', requiresArg: true, describe: 'write the frames of both directions to this file' },
    json: { type: 'boolean', describe: 'an object for each frame that is sent; with --all, for each VM' },
    node: SHARED.node,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    verbose: { alias: 'v', type: 'boolean', describe: 'also the whole trace, and what was assumed; of all VMs, why' },
  },
  examples: [
    ['udon dhcp -f samples/cudn2 fedora-1', 'how the VM gets its address'],
    ['udon dhcp -f samples/seed/dump-flows.txt fedora-1 --message renew', 'the same from three lines of a dump'],
    ['udon dhcp -f samples/vms --all', 'who answers which VM, and what is wrong where nobody does'],
  ],
  async run(args: Arguments) {
    const { vm, from, all, message, ipv6, request, ...options } = args as unknown as DhcpArguments;
    if ((vm === undefined) === !all) throw new Failure('name a VM, or say --all for every VM of the source');
    const evidence = await readEvidence(from, options);
    // Of all VMs no trace is shown, so none needs names that people know.
    const tracer = new Tracer(evidence.network, { isFriendly: !all });
    if (vm === undefined) return showRows(survey(evidence, tracer), options);
    const machine = request === undefined ? machineCalled(vm, evidence) : undefined;
    const rows = machine ? surveyMachine(machine, evidence, tracer) : [];
    if (rows.length > 0 && rows.every(isElsewhere)) return showInterfaces(rows, options);
    const { guest, ...patient } = choosePatient(vm, evidence);
    if (!guest) {
      const found = examine(patient);
      // Who has no port sends nothing: programs get what they would of --all.
      return showConsultation(found, options.json && rows.length === 0 ? [rowOf(found, evidence)] : rows, options);
    }
    if (request !== undefined) return sendFrames(readFrames(request), guest, evidence, tracer, options);
    const found = askAs(guest, evidence, tracer, { ...(message !== undefined && { message }), ...(ipv6 && { ipv6 }) });
    const status = await showConsultation(found, rows, options);
    report(tracer.diagnostics);
    return status;
  },
};

const isElsewhere = ({ verdict }: SurveyRow): boolean => verdict === 'elsewhere' || verdict === 'stopped';

const lines = (values: readonly object[]): string => values.map(value => `${JSON.stringify(value)}\n`).join('');

async function showRows(rows: readonly SurveyRow[], { json, verbose = false }: OutputOptions): Promise<number> {
  await write(json ? lines(rows.map(surveyRowToJson)) : renderSurvey(rows, { isVerbose: verbose }));
  return rows.some(({ verdict }) => verdict === 'no-lease') ? 1 : 0;
}

async function showInterfaces(rows: readonly SurveyRow[], { json }: OutputOptions): Promise<number> {
  await write(json ? lines(rows.map(surveyRowToJson)) : renderInterfaces(rows));
  return rows.some(({ verdict }) => verdict === 'stopped') ? 1 : 0;
}

async function showConsultation(
  found: Consultation,
  rows: readonly SurveyRow[],
  { json, pcap, verbose }: OutputOptions,
): Promise<number> {
  const { exchanges, diagnosis } = found;
  if (pcap !== undefined) writeFrames(pcap, exchanges);
  const asJson = () => lines(found.guest ? consultationToJson(found) : rows.map(surveyRowToJson));
  const asText = () => renderInterfaces(rows) + renderConsultation(found) + (verbose ? traces(exchanges) : '');
  await write(json ? asJson() : asText());
  return !diagnosis && exchanges.every(({ reply }) => reply && reply.message !== 'NAK') ? 0 : 1;
}

const traces = (exchanges: readonly Exchange[]): string =>
  exchanges.map(({ trace }) => `\n${renderTrace(trace, ['detailed'])}`).join('');

/** Frames of somebody else's are answered, or not, as they are. */
async function sendFrames(
  frames: readonly Buffer[],
  guest: Guest,
  evidence: Evidence,
  tracer: Tracer,
  { json, pcap }: OutputOptions,
): Promise<number> {
  const found = frames.map(bytes => {
    const decoded = decodeAnyFrame(bytes);
    if (decoded.kind === 'fault') return { line: faultToJson(bytes, decoded.fault) };
    const ask = () => [exchange(viewFrame(decoded.frame, bytes), guest, tracer)];
    const consultation = isFrame6(decoded.frame) ? unexamined(guest, ask()) : consult(guest, evidence, tracer, ask);
    return { line: consultationToJson(consultation)[0]!, consultation };
  });
  const consultations = found.flatMap(({ consultation }) => consultation ?? []);
  const exchanges = consultations.flatMap(each => each.exchanges);
  if (pcap !== undefined) writeFrames(pcap, exchanges);
  const last = consultations.at(-1);
  await write(json || !last ? lines(found.map(({ line }) => line)) : renderConsultation({ ...last, exchanges }));
  return last && exchanges.every(({ reply }) => reply) ? 0 : 1;
}
