/** An explanation as text: the verdict first, then who decided, why, what would change it, and the way of the packet. */
import type {
  DirectionAnswer,
  Explanation,
  FlowMiss,
  Phase,
  Reason,
} from '../../analyze/explain/answer/explanation.ts';
import { type AskedSources, replayCommand } from '../language/shell-word.ts';
import { ownerText } from '../owner-text.ts';

const LABEL = 10;

/** `withReply` also prints the way of the reply, as `isVerbose` does. */
export interface ExplanationStyle {
  readonly isVerbose?: boolean;
  readonly withReply?: boolean;
  /** What is asked, so that the command line that traces the packet can be run. */
  readonly asked?: AskedSources;
}

/** An explanation as `udon explain` prints it: a line for each part, the verdict first. */
export function renderExplanation(
  explanation: Explanation,
  { isVerbose = false, withReply = isVerbose, asked = {} }: ExplanationStyle = {},
): string {
  const { wouldPass, assumed, missing, remedy, reply, phases, replay, verdict, whyNot } = explanation;
  const lines = [
    head(explanation),
    ...decision(explanation),
    ...wouldPass.map(({ text }) => line('would pass', text)),
    ...where(explanation),
    ...(isVerbose || verdict === 'yes' ? way(phases) : []),
    ...(reply ? backLines(reply, withReply) : []),
    ...(whyNot ? missLines(whyNot) : []),
    ...(remedy === undefined ? [] : [line('do', remedy)]),
    ...missing.map(({ text }) => line('missing', text)),
    ...(assumed.length > 0 ? [line('assumed', assumed.map(({ code }) => code).join(', '))] : []),
    ...(isVerbose ? [line('replay', replayCommand(asked, ...replay))] : []),
  ];
  return lines.map(each => `${each}\n`).join('');
}

const head = ({ verdict, text, code }: DirectionAnswer): string => `${verdict}: ${text} (${code})`;

const line = (label: string, text: string): string => `  ${label.padEnd(LABEL)}  ${text}`;
const INDENT = ' '.repeat(LABEL + 4);

function decision({ by, why, owner }: DirectionAnswer): readonly string[] {
  return [
    ...(by === undefined ? [] : [line('by', by)]),
    ...why.flatMap(reasonLines),
    ...(owner && why.length === 0 ? [line('owner', ownerText(owner))] : []),
  ];
}

const reasonLines = ({ text, details = [] }: Reason): readonly string[] => [
  line('why', text),
  ...details.map(({ name, text: detail }) => `${INDENT}  ${name === undefined ? '' : `${name}  `}${detail}`),
];

function where({ where: place }: DirectionAnswer): readonly string[] {
  if (!place) return [];
  const { pipeline, table, stage, priority, match } = place;
  return [line('where', `${pipeline} ${table} ${stage}, priority ${priority}: ${match}`)];
}

const way = (phases: readonly Phase[]): readonly string[] =>
  phases.map((phase, index) => (index === 0 ? line('way', phaseText(phase)) : `${INDENT}${phaseText(phase)}`));

const phaseText = ({ number, datapath, result, text, owner }: Phase): string =>
  `${String(number).padStart(2)} ${datapath}: ${result} ${text}${owner ? ` [${ownerText(owner)}]` : ''}`;

const RESULTS: Readonly<Record<FlowMiss['result'], string>> = {
  matches: 'the packet matches it',
  missed: '',
  'comes-later': 'its match holds, but another flow comes first',
  unreadable: 'its match cannot be read',
};

function missLines(misses: readonly FlowMiss[]): readonly string[] {
  if (misses.length === 0) return [line('why not', 'the packet reaches no table with such a flow')];
  return misses.flatMap(({ flow, result, causes, winner }) => [
    line('why not', `${flow.stage}, priority ${flow.priority}: ${flow.match}`),
    ...[RESULTS[result], ...causes.map(({ text }) => text)].filter(Boolean).map(text => `${INDENT}  ${text}`),
    ...(winner ? [`${INDENT}  instead: priority ${winner.priority}: ${winner.match}`] : []),
  ]);
}

function backLines(reply: DirectionAnswer, withWay: boolean): readonly string[] {
  const phases = withWay ? way(reply.phases) : [];
  if (reply.verdict === 'yes') return [line('and back', reply.by ?? 'allowed by the connection'), ...phases];
  return [line('and back', head(reply)), ...decision(reply), ...where(reply), ...phases];
}
