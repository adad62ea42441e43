/** The report on all packets of a port: which of them reach the destination, or what becomes of each set. */
import type { ReachedSet } from '../../../analyze/reach/reach.ts';
import { type AskedSources, replayCommand } from '../../language/shell-word.ts';
import { outcomeText } from '../../reach/outcome-text.ts';
import { type RenderedReach, reachLacks, reachSentence } from '../../reach/reach-text.ts';
import type { AnswerReport, Block, ReportStep } from '../model/report.ts';
import { VERDICT_TONES } from './parts/verdict-tones.ts';

export function reachReport(answer: RenderedReach, asked: AskedSources): AnswerReport {
  const { verdict, from, to, sets, domain, assumptions, scenario } = answer;
  const steps = sets.map((set, index) => setStep(set, index, answer, asked));
  return {
    command: 'reach',
    title: to ? `${from.name} to ${to.name}` : from.name,
    verdict: { tone: VERDICT_TONES[verdict], word: verdict, text: reachSentence(answer) },
    facts: [
      { label: 'Packets', text: domain === '1' ? 'all' : domain, isCode: domain !== '1' },
      ...reachLacks(answer).map(text => ({ label: 'Missing', text })),
    ],
    sections: [
      ...(steps.length > 0
        ? [{ title: 'Sets of packets', isOpen: true, blocks: [{ kind: 'steps', steps } as const] }]
        : []),
      {
        title: 'What the answer assumes',
        isOpen: false,
        blocks: [
          { kind: 'list', items: assumptions },
          { kind: 'facts', facts: [{ label: 'Connection', text: scenario }] },
        ],
      },
    ],
  };
}

/** With a destination, all sets arrive there, so their packets are shown at once. */
function setStep(set: ReachedSet, index: number, { to, scenario }: RenderedReach, asked: AskedSources): ReportStep {
  const { packets, outcome, microflow, isPossible } = set;
  const lines = [...packets.lines, ...(packets.hasMore ? ['and more (--json)'] : [])];
  return {
    title: `${index + 1}. ${outcomeText(outcome)}`,
    text: isPossible ? 'OVN chooses a backend or a route, so some of these packets may go elsewhere' : '',
    tone: isPossible ? 'unsure' : outcome.kind === 'delivered' ? 'good' : 'plain',
    isOpen: to !== undefined,
    blocks: [
      { kind: 'code', label: 'Packets', text: lines.join('\n') },
      {
        kind: 'code',
        label: 'The trace of one of them',
        text: replayCommand(asked, '--ct-scenario', scenario, microflow),
      },
    ] satisfies Block[],
  };
}
