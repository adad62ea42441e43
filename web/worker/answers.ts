/** Answers of the library as what the page shows. */

import type { Diagnosis } from '../../src/analyze/diagnose/chain.ts';
import type { LeaseReport } from '../../src/analyze/diagnose/lease-report.ts';
import type { SurveyRow } from '../../src/analyze/diagnose/survey.ts';
import type { Inventory, NetworkItem } from '../../src/analyze/inventory/items.ts';
import type { Exchange } from '../../src/analyze/lease/dhcp-exchange.ts';
import type { Lease } from '../../src/app/lease/lease-of.ts';
import type { OpenedNodes } from '../../src/app/sources/open-nodes.ts';
import { summaryOf } from '../../src/app/sources/summary.ts';
import { type Checked, type Diagnostic, formatDiagnostic } from '../../src/base/diagnostic.ts';
import { printFlow } from '../../src/network/print-flows.ts';
import { interfaceLine, surveyAddress, surveyVerdict } from '../../src/render/lease/dhcp-survey.ts';
import { leaseHeadline } from '../../src/render/lease/dhcp-text.ts';
import { ownerText } from '../../src/render/owner-text.ts';
import { gapNotes } from '../../src/render/trace/gap-notes.ts';
import type {
  DiagnosisView,
  Fact,
  MachineRow,
  MachineView,
  MessageView,
  Names,
  NetworkView,
  OpenedView,
} from './protocol.ts';

export function openedView(
  opened: Checked<OpenedNodes> & { readonly value: OpenedNodes },
  inventory: Inventory,
): OpenedView {
  const { value, diagnostics } = opened;
  const summary = summaryOf(value);
  const { ovn, ovnKubernetes } = inventory.releases;
  const texts = (severity: Diagnostic['severity']) => [
    ...new Set(diagnostics.filter(each => each.severity === severity).map(formatDiagnostic)),
  ];
  return {
    ...(summary !== undefined && { summary }),
    nodes: inventory.nodes,
    releases: [...(ovn ? [`OVN ${ovn}`] : []), ...(ovnKubernetes ? [`OVN-Kubernetes ${ovnKubernetes}`] : [])],
    networks: inventory.networks.map(networkView),
    errors: texts('error'),
    warnings: texts('warning'),
    names: namesIn(inventory),
  };
}

const networkView = ({
  name,
  topology = '',
  role = '',
  subnets,
  namespaces,
  counts,
  leftOut,
}: NetworkItem): NetworkView => ({
  ...{ name, topology, role, subnets, namespaces, counts },
  ...(leftOut !== undefined && { leftOut }),
});

function namesIn({ ports, machines, services }: Inventory): Names {
  const guests = [
    ...new Set([...ports.flatMap(({ guest }) => guest ?? []), ...machines.map(({ name }) => name)]),
  ].sort();
  return { guests, targets: ['gw', 'internet', ...services.map(({ name }) => `service/${name}`), ...guests] };
}

export const machineRow = (row: SurveyRow): MachineRow => ({
  name: row.name,
  link: row.link ?? '',
  node: row.node ?? '',
  port: row.guest?.port.logical_port ?? '',
  address: surveyAddress(row),
  verdict: row.verdict,
  text: surveyVerdict(row),
  code: row.diagnosis?.code ?? '',
});

export function machineView(
  name: string,
  { verdict, report, interfaces }: Lease,
  node: string | undefined,
): MachineView {
  const shown = report && (report.guest || interfaces.length === 0) ? report : undefined;
  const diagnosis = report?.diagnosis ?? interfaces.find(row => row.diagnosis)?.diagnosis;
  const lines = interfaces.map(interfaceLine);
  return {
    name: report?.name ?? interfaces[0]?.name ?? name,
    verdict,
    headline: shown ? leaseHeadline(shown) : (lines[0] ?? ''),
    code: diagnosis?.code ?? '',
    facts: report ? guestFacts(report, node) : [],
    ...(diagnosis && { diagnosis: diagnosisView(diagnosis) }),
    interfaces: lines,
    conversation: (report?.exchanges ?? []).map(messageView),
    unknown: report ? gapNotes([...report.doubts, ...report.assumptions]) : [],
    flows: [...new Set((report?.exchanges ?? []).flatMap(({ flows }) => flows))].map(flow => printFlow(flow).trim()),
  };
}

function guestFacts({ guest }: LeaseReport, node: string | undefined): readonly Fact[] {
  if (!guest) return [];
  const { port, mac, ips, pod, namespace } = guest;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['port', port.logical_port],
    ['pod', pod && `${namespace}/${pod}`],
    ['MAC', mac ?? 'none'],
    ['addresses', ips.join(', ') || 'none'],
    ['node', node],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function diagnosisView({ text, code, remedy, row, flow, by, owner }: Diagnosis): DiagnosisView {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['by', by],
    ['owner', owner && ownerText(owner)],
    ['row', row && `${row.table} ${row.name}${row.uuid ? ` (${row.uuid})` : ''}`],
    ['flow', flow && printFlow(flow).trim()],
  ];
  return {
    text,
    code,
    remedy,
    facts: facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

const messageView = ({ request, reply, noReply }: Exchange): MessageView => ({
  message: request.message,
  frame: request.tcpdump,
  ...(reply && { reply: { message: reply.message, frame: reply.tcpdump, options: optionsOf(reply) } }),
  ...(noReply && { noReply: `${noReply.text} (${noReply.reason})` }),
});

const optionsOf = ({ address, options }: NonNullable<Exchange['reply']>): readonly Fact[] => [
  ...(address === undefined ? [] : [['your address', address] as const]),
  ...options.map(({ name, text }) => [name, text] as const),
];
