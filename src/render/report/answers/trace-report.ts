/** The report on a trace: where the packet arrives or who drops it, its hops with the packet before and after, and the text of ovn-trace. */
import type { FlowMiss } from '../../../analyze/explain/answer/explanation.ts';
import type { TraceVerdict } from '../../../analyze/explain/trace-verdict.ts';
import type { Trace } from '../../../trace/trace.ts';
import { ownerText } from '../../owner-text.ts';
import { gapNotes } from '../../trace/gap-notes.ts';
import { renderTrace } from '../../trace/trace-text.ts';
import { verdictSentence } from '../../trace/verdict-line.ts';
import type { AnswerReport, Fact, ReportSection } from '../model/report.ts';
import { hopSteps } from './hops/hop-steps.ts';
import { endOf, type Hop, hopsOfTrace } from './hops/hops.ts';
import { hopsPicture } from './hops/hops-picture.ts';
import { missSteps } from './parts/misses.ts';
import { VERDICT_TONES } from './parts/verdict-tones.ts';

/** A trace with what else is known of its packet. */
export interface ReportedTrace {
  readonly trace: Trace;
  /** The packet, as it was asked for. */
  readonly microflow: string;
  readonly verdict: TraceVerdict;
  readonly misses: readonly FlowMiss[];
}

export function traceReport({ trace, microflow, verdict, misses }: ReportedTrace): AnswerReport {
  const hops = hopsOfTrace(trace.root);
  const deciding = decidingHop(hops, verdict);
  const { drop } = verdict;
  return {
    command: 'trace',
    title: microflow,
    verdict: {
      tone: VERDICT_TONES[verdict.verdict],
      word: verdict.verdict,
      text: verdictSentence(verdict),
      code: drop?.code,
    },
    facts: factsOf(verdict),
    sections: [
      {
        title: 'The way of the packet',
        isOpen: true,
        blocks: [hopsPicture(hops, { names: trace.names, drop }), hopSteps(hops, deciding, trace)],
      },
      ...(misses.length > 0 ? [{ title: 'Nearest misses', isOpen: true, blocks: [missSteps(misses)] }] : []),
      ...notesSection(trace),
      {
        title: 'The trace as ovn-trace prints it',
        isOpen: false,
        blocks: [{ kind: 'code', label: 'Detailed trace', text: renderTrace(trace, ['detailed']) }],
      },
    ],
  };
}

function factsOf({ ports, drop, missing }: TraceVerdict): readonly Fact[] {
  return [
    ...(drop?.by === undefined ? [] : [{ label: 'Decided by', text: drop.by }]),
    ...(drop?.owner ? [{ label: 'Owner', text: ownerText(drop.owner) }] : []),
    ...(drop ? [{ label: 'Why', text: drop.means }] : []),
    ...(drop?.flow ? [{ label: 'Match', text: drop.flow.match, isCode: true }] : []),
    ...ports.map(({ port, guest }) => ({
      label: 'Leaves by',
      text: guest === undefined ? port : `${port} (${guest})`,
    })),
    ...missing.map(({ text }) => ({ label: 'Missing', text })),
  ];
}

/** The hop with the flow that drops the packet, or else the last one of the packet itself. */
const decidingHop = (hops: readonly Hop[], { drop }: TraceVerdict): Hop | undefined =>
  hops.find(({ steps }) => steps.some(({ table }) => table.kind === 'table' && table.flow === drop?.flow)) ??
  hops.findLast(hop => !hop.made && !hop.isCopy && endOf(hop) !== 'goes-on') ??
  hops.find(hop => endOf(hop) === 'delivered');

const notesSection = ({ gaps }: Trace): readonly ReportSection[] =>
  gaps.length === 0
    ? []
    : [{ title: 'What the source does not tell', isOpen: true, blocks: [{ kind: 'list', items: gapNotes(gaps) }] }];
