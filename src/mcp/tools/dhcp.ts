/** `dhcp`: how a VM gets its address, or why it gets none; without a VM, all VMs. */
import { z } from 'zod';
import type { LeaseReport } from '../../analyze/diagnose/lease-report.ts';
import type { SurveyRow } from '../../analyze/diagnose/survey.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { verdictOnAll } from '../../app/lease/check-all.ts';
import { checkNodes } from '../../app/lease/check-nodes.ts';
import { LEASE_MESSAGES } from '../../app/lease/conversation.ts';
import { type Lease, leaseOf } from '../../app/lease/lease-of.ts';
import { isNode } from '../../app/session/source-session.ts';
import { error } from '../../base/diagnostic.ts';
import { datapathName } from '../../network/logical-network.ts';
import { diagnosisToJson, surveyRowToJson } from '../../render/lease/dhcp-json.ts';
import { interfaceLine, surveySum } from '../../render/lease/dhcp-survey.ts';
import { leaseHeadline } from '../../render/lease/dhcp-text.ts';
import { gapNotes } from '../../render/trace/gap-notes.ts';
import { type AnswerDraft, faultDraft, type Next, offsetOf } from '../answer/answer.ts';
import type { CallSources } from '../call-sources.ts';
import {
  CURSOR_ARGUMENT,
  defineTool,
  faultAbout,
  firstFault,
  limitArgument,
  NODE_ARGUMENT,
  SOURCE_ARGUMENT,
  withNetwork,
  withSources,
} from './tool.ts';

const DIAGNOSIS = z.looseObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  owner: z.string().optional(),
});

const VM = z.looseObject({
  vm: z.string(),
  verdict: z.string(),
  code: z.string().optional(),
  port: z.string().optional(),
});

const INPUT = z.object({
  vm: z.string().optional().describe('VM, NAMESPACE/NAME, pod, logical port, MAC or address; without it, all VMs'),
  message: z
    .enum(LEASE_MESSAGES as [string, ...string[]])
    .optional()
    .describe('only this message; by default the whole conversation'),
  ipv6: z.boolean().default(false).describe('router discovery and DHCPv6'),
  limit: limitArgument(20),
  cursor: CURSOR_ARGUMENT,
  node: NODE_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

export const dhcpTool = defineTool({
  name: 'dhcp',
  title: 'How does this VM get its address?',
  description:
    'Replays the DHCP conversation of a VM with OVN. If it gets no address: the code of the reason, the owner and the remedy. Without a VM: all VMs with their verdicts, those without a lease first.',
  input: INPUT,
  data: {
    guest: z.object({ name: z.string(), port: z.string(), mac: z.string().optional(), addresses: z.array(z.string()) }),
    diagnosis: DIAGNOSIS,
    interfaces: z.array(VM).describe('of the VM, with the server that answers each'),
    conversation: z.array(
      z.object({
        sent: z.string(),
        message: z.string(),
        reply: z.string().optional(),
        options: z.record(z.string(), z.string()).optional(),
        noReply: z.string().optional(),
      }),
    ),
    unknown: z.array(z.string()).describe('what the sources do not tell'),
    vms: z.array(VM),
    counts: z.record(z.string(), z.number()),
  },
  async run(args, sources) {
    const { vm, message, ipv6, node, source } = args;
    if (vm === undefined) return everyVm(args, sources);
    return withNetwork({ source, node }, vm, sources, async (opened, called) => {
      const lease = leaseOf(opened, vm, { message, ipv6 });
      return 'error' in lease ? faultAbout(lease.error, [vm], called) : draftOf(lease.value, vm);
    });
  },
});

function draftOf({ verdict, report, interfaces }: Lease, vm: string): AnswerDraft {
  const shown = report && (report.guest || interfaces.length === 0) ? report : undefined;
  const diagnosis = report?.diagnosis ?? interfaces.find(row => row.diagnosis)?.diagnosis;
  const owner = report?.guest && ownerOf(report.guest);
  return {
    summary: shown ? leaseHeadline(shown) : interfaces.map(interfaceLine).join('; '),
    verdict,
    code: diagnosis?.code ?? (shown ? codeOf(shown) : serverCode(interfaces)),
    data: {
      ...(report?.guest && { guest: guestData(report.guest) }),
      ...(diagnosis && { diagnosis: { ...(owner && { owner }), ...diagnosisToJson(diagnosis) } }),
      interfaces: interfaces.map(vmData),
      conversation: (report?.exchanges ?? []).map(exchangeData),
      unknown: report ? gapNotes([...report.doubts, ...report.assumptions]) : [],
    },
    cuts: ['conversation', 'interfaces', 'unknown'],
    next: nextOf(report, vm),
  };
}

/** The object to look at, if the diagnosis does not name one. */
const ownerOf = ({ namespace, vm, pod }: Guest): string | undefined =>
  vm !== undefined ? `VirtualMachine ${namespace}/${vm}` : pod !== undefined ? `Pod ${namespace}/${pod}` : undefined;

const guestData = ({ name, port, mac, ips }: Guest) => ({
  ...{ name, port: port.logical_port },
  ...(mac !== undefined && { mac }),
  addresses: ips,
});

const exchangeData = ({ request, reply, noReply }: Exchange) => ({
  ...{ sent: request.tcpdump, message: request.message },
  ...(reply && { reply: reply.message, options: optionsOf(reply) }),
  ...(noReply && { noReply: `${noReply.text} (${noReply.reason})` }),
});

const optionsOf = ({ address, options }: NonNullable<Exchange['reply']>): Readonly<Record<string, string>> => ({
  ...(address !== undefined && { 'your address': address }),
  ...Object.fromEntries(options.map(({ name, text }) => [name, text])),
});

const codeOf = ({ verdict, exchanges }: LeaseReport): string =>
  verdict === 'yes' ? 'leased' : (exchanges.findLast(({ noReply }) => noReply)?.noReply?.reason ?? 'undecided');

/** Of a VM that OVN does not serve. */
function serverCode([row]: readonly SurveyRow[]): string {
  if (!row || row.verdict === 'stopped' || !row.answerer) return 'not-running';
  return SERVER_CODES[row.answerer.server];
}

const SERVER_CODES = {
  OVN: 'leased',
  'virt-launcher': 'answered-by-virt-launcher',
  plugin: 'answered-by-binding',
  outside: 'answered-outside',
  nobody: 'answered-by-nobody',
  unknown: 'server-unknown',
} as const satisfies Record<NonNullable<SurveyRow['answerer']>['server'], string>;

const vmData = (row: SurveyRow) => {
  const { diagnosis, ...rest } = surveyRowToJson(row);
  const isTold = row.answerer || row.state || row.verdict === 'stopped';
  return { ...rest, ...(isTold && { text: interfaceLine(row) }), ...(diagnosis && { remedy: diagnosis.remedy }) };
};

function nextOf(report: LeaseReport | undefined, vm: string): readonly Next[] {
  const find = { tool: 'find', arguments: { query: vm }, why: 'the port with its network, addresses and DHCP options' };
  const [flow] = report?.exchanges.at(-1)?.flows ?? [];
  if (!report || report.verdict === 'yes') return [];
  const around = flow && { stage: flow.stage, datapath: datapathName(flow.datapath) };
  return [find, ...(around ? [{ tool: 'flows', arguments: around, why: 'the flows that decide' }] : [])];
}

/** Those without a lease come first. */
const ORDER: readonly SurveyRow['verdict'][] = ['no-lease', 'undecided', 'waiting', 'elsewhere', 'leased', 'stopped'];

async function everyVm(
  { source, node, limit, cursor }: z.infer<typeof INPUT>,
  sources: CallSources,
): Promise<AnswerDraft> {
  return withSources(source, sources, async called => {
    const { value: opened, diagnostics } = await called.session.nodes();
    const nodes = opened?.nodes.filter(each => node === undefined || isNode(each, node)) ?? [];
    const { value: rows, diagnostics: found } = opened ? await checkNodes({ nodes }) : { diagnostics };
    if (!rows) return faultDraft(firstFault(found.length > 0 ? found : [NO_NODE]));
    const sorted = rows.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
    const offset = offsetOf(cursor);
    const [worst] = sorted;
    const verdict = rows.length === 0 ? 'undecided' : verdictOnAll(rows);
    return {
      summary: rows.length === 0 ? 'the sources have no VM' : `${rows.length} interfaces of VMs: ${surveySum(rows)}`,
      verdict,
      code: worst?.diagnosis?.code ?? (rows.length === 0 ? 'no-vms' : verdict === 'yes' ? 'no-faults' : 'undecided'),
      data: { vms: sorted.slice(offset, offset + limit).map(vmData), counts: countsOf(rows) },
      cuts: ['vms'],
      paged: { list: 'vms', offset, total: rows.length },
      next:
        worst && worst.verdict !== 'leased'
          ? [{ tool: 'dhcp', arguments: { vm: worst.name }, why: 'the whole answer about it' }]
          : [],
    };
  });
}

const NO_NODE = error('node-unknown', 'the sources have no databases of this node');

function countsOf(rows: readonly SurveyRow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict } of rows) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
