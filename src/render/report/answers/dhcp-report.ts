/** The report on the lease of one VM, pod or port: the verdict, the conversation, the way of the request, the flows that decided. */
import type { FramesAnswer, LeaseAnswer, UnsentFrame } from '../../../analyze/diagnose/lease-answer.ts';
import type { LeaseReport } from '../../../analyze/diagnose/lease-report.ts';
import type { Exchange } from '../../../analyze/lease/dhcp-exchange.ts';
import { BINDING_ASSUMED, leaseOutcome } from '../../lease/dhcp-text.ts';
import { gapNotes } from '../../trace/gap-notes.ts';
import type { AnswerReport, Fact, ReportSection, ReportVerdict } from '../model/report.ts';
import { hopSteps } from './hops/hop-steps.ts';
import { hopsOfTrace } from './hops/hops.ts';
import { hopsPicture } from './hops/hops-picture.ts';
import { conversationSteps } from './parts/conversation.ts';
import { diagnosisFacts } from './parts/diagnosis-facts.ts';
import { flowTable } from './parts/flow-table.ts';
import { interfaceTable } from './parts/interface-table.ts';
import { VERDICT_TONES } from './parts/verdict-tones.ts';

/** `verdict` is that of all interfaces. */
export function dhcpReport(answer: LeaseAnswer & Pick<LeaseReport, 'verdict'>): AnswerReport {
  const { report, interfaces, verdict } = answer;
  const section: readonly ReportSection[] =
    interfaces.length > 0 ? [{ title: 'Interfaces', isOpen: true, blocks: [interfaceTable(interfaces)] }] : [];
  if (report) return withSections(leaseReport(report), section);
  const text = 'OVN is not the DHCP server of its interfaces';
  return {
    command: 'dhcp',
    title: interfaces[0]?.name ?? '',
    verdict: { tone: VERDICT_TONES[verdict], word: verdict, text },
    facts: [],
    sections: section,
  };
}

/** The frames that a user sent. The verdict is that of the last one that was sent. */
export function framesReport({ frames }: FramesAnswer): AnswerReport {
  const reports = frames.flatMap(frame => (frame.kind === 'report' ? [frame.report] : []));
  const unsent = frames.flatMap(frame => (frame.kind === 'unsent' ? [frame] : []));
  const last = reports.at(-1);
  const exchanges = reports.flatMap(each => each.exchanges);
  const nothing: AnswerReport = {
    command: 'dhcp',
    title: '',
    verdict: { tone: 'unsure', word: 'undecided', text: 'no frame is a request of the VM' },
    facts: [],
    sections: [],
  };
  return withSections(last ? leaseReport({ ...last, exchanges }) : nothing, unsentSections(unsent));
}

const withSections = (report: AnswerReport, more: readonly ReportSection[]): AnswerReport => ({
  ...report,
  sections: [...report.sections, ...more],
});

function leaseReport(report: LeaseReport): AnswerReport {
  const { name, guest, exchanges, diagnosis } = report;
  const decisive = exchanges.find(({ reply }) => !reply) ?? exchanges[0];
  const flows = [...new Set(exchanges.flatMap(each => each.flows))];
  return {
    command: 'dhcp',
    title: name,
    verdict: leaseVerdict(report),
    facts: [...(diagnosis ? diagnosisFacts(diagnosis) : []), ...guestFacts(report)],
    sections: [
      ...(exchanges.length > 0
        ? [
            {
              title: 'The conversation',
              isOpen: true,
              blocks: [{ kind: 'steps', steps: conversationSteps(exchanges) } as const],
            },
          ]
        : []),
      ...(decisive && guest ? [waySection(decisive)] : []),
      ...(flows.length > 0 ? [{ title: 'The flows that decided', isOpen: false, blocks: [flowTable(flows)] }] : []),
    ],
  };
}

const WORDS = { yes: 'yes', no: 'no lease', undecided: 'undecided' } as const;

function leaseVerdict(report: LeaseReport): ReportVerdict {
  const { verdict, diagnosis } = report;
  const text = diagnosis?.text ?? leaseOutcome(report) ?? 'no request is sent';
  return { tone: VERDICT_TONES[verdict], word: WORDS[verdict], text, code: diagnosis?.code };
}

function guestFacts({ guest, doubts, assumptions, isBindingUnknown }: LeaseReport): readonly Fact[] {
  return [
    ...(guest ? [{ label: 'Port', text: guest.port.logical_port, isCode: true }] : []),
    ...(guest?.mac === undefined ? [] : [{ label: 'MAC', text: guest.mac, isCode: true }]),
    ...(guest && guest.ips.length > 0 ? [{ label: 'Addresses', text: guest.ips.join(', '), isCode: true }] : []),
    ...gapNotes(doubts).map(text => ({ label: 'Unknown', text })),
    ...gapNotes(assumptions).map(text => ({ label: 'Assumed', text })),
    ...(isBindingUnknown ? [{ label: 'Assumed', text: BINDING_ASSUMED }] : []),
  ];
}

function waySection({ request, trace }: Exchange): ReportSection {
  const hops = hopsOfTrace(trace.root);
  const blocks = [hopsPicture(hops, { names: trace.names }), hopSteps(hops, undefined, trace)];
  return { title: `The way of ${request.message}`, isOpen: true, blocks };
}

function unsentSections(unsent: readonly UnsentFrame[]): readonly ReportSection[] {
  if (unsent.length === 0) return [];
  const rows = unsent.map(({ reason, text, message = '', tcpdump }) => [
    message,
    text,
    reason,
    { text: tcpdump, isCode: true },
  ]);
  const heads = ['Message', 'Why', 'Code', 'Frame'];
  return [
    { title: 'Frames that were not sent', isOpen: true, blocks: [{ kind: 'table', caption: 'Frames', heads, rows }] },
  ];
}
