/** The way of a packet through datapaths: as a picture, and as steps. */
import type {
  DecidingFlow,
  DirectionAnswer,
  Phase,
  PhaseResult,
} from '../../../../analyze/explain/answer/explanation.ts';
import { ownerText } from '../../../owner-text.ts';
import type { Block, PathBox, PathColumn, PathPicture, ReportStep, Tone } from '../../model/report.ts';
import { flowFacts } from './flow-facts.ts';

const TONES: Readonly<Partial<Record<PhaseResult, Tone>>> = {
  delivered: 'good',
  answered: 'good',
  allowed: 'good',
  rejected: 'bad',
  dropped: 'bad',
};

const toneOf = ({ result }: Phase): Tone => TONES[result] ?? 'plain';

/** A column for each datapath of each node in the order of the way; one that the packet comes back to has another column. */
export function wayPicture({ phases, text }: DirectionAnswer): PathPicture {
  return { kind: 'path', label: `${text}. ${phases.map(phaseText).join('. ')}.`, columns: columnsOf(phases) };
}

const phaseText = (phase: Phase): string => `${titleOf(phase)}: ${phase.result} ${phase.text}`;

function columnsOf(phases: readonly Phase[]): readonly PathColumn[] {
  const columns: { readonly title: string; readonly boxes: PathBox[] }[] = [];
  for (const phase of phases) {
    const title = titleOf(phase);
    if (columns.at(-1)?.title !== title) columns.push({ title, boxes: [] });
    columns.at(-1)!.boxes.push(boxOf(phase));
  }
  return columns;
}

const titleOf = ({ datapath, node }: Phase): string => (node === undefined ? datapath : `${node}: ${datapath}`);

const boxOf = (phase: Phase): PathBox => ({
  title: phase.stage === '' ? phase.result : phase.stage,
  text: phase.stage === '' ? phase.text : `${phase.result} ${phase.text}`,
  tone: toneOf(phase),
});

/** The last step is the one that decides. */
export function waySteps({ phases, where, why }: DirectionAnswer): readonly ReportStep[] {
  return phases.map((phase, index) => {
    const isLast = index === phases.length - 1;
    const details = isLast ? [...why.map(({ text }): Block => ({ kind: 'text', text })), ...flowBlocks(where)] : [];
    const owner = phase.owner ? `, ${ownerText(phase.owner)}` : '';
    const stage = phase.stage === '' ? '' : ` ${phase.stage}`;
    return {
      title: `${phase.number}. ${titleOf(phase)}${stage}`,
      text: `${phase.result} ${phase.text}${owner}`,
      tone: toneOf(phase),
      isOpen: isLast,
      blocks: details,
    };
  });
}

const flowBlocks = (flow: DecidingFlow | undefined): readonly Block[] =>
  flow ? [{ kind: 'facts', facts: flowFacts(flow) }] : [];
