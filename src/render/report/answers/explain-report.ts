/** The report on an explanation: who decided and why, the way of the packet and of the reply, and what was assumed. */
import type { DirectionAnswer, Explanation, Reason } from '../../../analyze/explain/answer/explanation.ts';
import { type AskedSources, replayCommand } from '../../language/shell-word.ts';
import { ownerText } from '../../owner-text.ts';
import type { AnswerReport, Block, Fact, ReportSection } from '../model/report.ts';
import { missSteps } from './parts/misses.ts';
import { VERDICT_TONES } from './parts/verdict-tones.ts';
import { wayPicture, waySteps } from './parts/way.ts';

/** `asked` is what is asked, so that the command line that traces the packet can be run. */
export function explainReport(explanation: Explanation, asked: AskedSources): AnswerReport {
  const { verdict, text, code, subject, wouldPass, remedy, missing } = explanation;
  const port = subject.port === undefined ? '' : `/${subject.port}`;
  return {
    command: 'explain',
    title: `${subject.from.name} to ${subject.to.name}, ${subject.protocol}${port}`,
    verdict: { tone: VERDICT_TONES[verdict], word: verdict, text, code },
    facts: [
      ...decisionFacts(explanation),
      ...wouldPass.map(each => ({ label: 'Would pass', text: each.text })),
      ...(remedy === undefined ? [] : [{ label: 'What to do', text: remedy }]),
      ...missing.map(each => ({ label: 'Missing', text: each.text })),
    ],
    sections: [
      ...waySections(explanation, 'The way of the packet'),
      ...missSection(explanation),
      ...(explanation.reply ? replySections(explanation.reply) : []),
      subjectSection(explanation, asked),
      assumptionSection(explanation),
    ],
  };
}

function decisionFacts({ by, owner, why }: DirectionAnswer): readonly Fact[] {
  return [
    ...(by === undefined ? [] : [{ label: 'Decided by', text: by }]),
    ...(owner ? [{ label: 'Owner', text: ownerText(owner) }] : []),
    ...why.map(reasonFact),
  ];
}

const reasonFact = ({ text, details = [] }: Reason): Fact => ({
  label: 'Why',
  text,
  details: details.map(({ name, text: detail }) => (name === undefined ? detail : `${name}: ${detail}`)),
});

function waySections(direction: DirectionAnswer, title: string): readonly ReportSection[] {
  if (direction.phases.length === 0) return [];
  const steps: Block = { kind: 'steps', steps: waySteps(direction) };
  return [{ title, isOpen: true, blocks: [wayPicture(direction), steps] }];
}

const missSection = ({ whyNot = [] }: Explanation): readonly ReportSection[] =>
  whyNot.length === 0 ? [] : [{ title: 'Nearest misses', isOpen: true, blocks: [missSteps(whyNot)] }];

function replySections(reply: DirectionAnswer): readonly ReportSection[] {
  const [way] = waySections(reply, '');
  const facts = [{ label: reply.verdict, text: `${reply.text} (${reply.code})` }, ...decisionFacts(reply)];
  const blocks: readonly Block[] = [{ kind: 'facts', facts }, ...(way?.blocks ?? [])];
  return [{ title: 'The way of the reply', isOpen: reply.verdict !== 'yes', blocks }];
}

function subjectSection(
  { subject: { from, to, scenario, node }, replay }: Explanation,
  asked: AskedSources,
): ReportSection {
  const rows = [from, to].map(({ name, port = '', address, mac = '' }) => [name, port, address, mac]);
  const facts = [
    { label: 'Connection', text: scenario },
    ...(node === undefined ? [] : [{ label: 'Node', text: node }]),
    { label: 'Trace', text: replayCommand(asked, ...replay), isCode: true },
  ];
  const heads = ['Name', 'Logical port', 'Address', 'MAC'];
  const table: Block = { kind: 'table', caption: 'Sender and receiver', heads, rows };
  return { title: 'The packet', isOpen: false, blocks: [table, { kind: 'facts', facts }] };
}

const assumptionSection = ({ assumed }: Explanation): ReportSection => ({
  title: 'What the answer assumes',
  isOpen: false,
  blocks: [
    {
      kind: 'table',
      caption: 'Assumptions',
      heads: ['Code', 'Meaning'],
      rows: assumed.map(({ code, text }) => [code, text]),
    },
  ],
});
