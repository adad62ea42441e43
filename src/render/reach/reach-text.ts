/** The answer of `udon reach` as text: a verdict, the packets, an example, and what the answer assumes. */
import type { Guest } from '../../analyze/guests/guest.ts';
import type { ReachAnswer, ReachedSet } from '../../analyze/reach/reach.ts';
import type { AddressRival } from '../../analyze/reach/rivals.ts';
import { type AskedSources, replayCommand } from '../language/shell-word.ts';
import { gapNotes } from '../trace/gap-notes.ts';
import { outcomeText } from './outcome-text.ts';

/** An answer, and how it was asked for. */
export interface RenderedReach extends ReachAnswer {
  readonly from: Guest;
  readonly to?: Guest;
  readonly scenario: string;
  readonly domain: string;
  readonly isBeyond?: true;
  readonly rivals: readonly AddressRival[];
}

/** `asked` is what was asked on the command line, for the commands that replay examples. */
export function renderReach(answer: RenderedReach, asked: AskedSources): string {
  const { sets, assumptions, domain } = answer;
  const lines = [
    reachHeadline(answer),
    ...sets.flatMap(set => setLines(set, answer, asked)),
    ...reachLacks(answer).map(note => field('missing', note)),
    field('packets', domain === '1' ? 'all' : domain),
    field('assumed', assumptions.join(', ')),
  ];
  return `${lines.join('\n')}\n`;
}

const field = (name: string, text: string): string => `  ${name.padEnd(8)} ${text}`;

/** What an answer needs and does not have, as sentences. */
export const reachLacks = ({ gaps, isBeyond, rivals }: RenderedReach): readonly string[] => [
  ...gapNotes(gaps),
  ...(isBeyond ? [BEYOND_NODE] : []),
  ...rivals.map(
    ({ port, address }) => `port ${port} has ${address}, too: which of them gets the packets is not certain`,
  ),
];

/** What is missing if the destination is on another node. */
const BEYOND_NODE =
  'what the node of the destination does with these packets: the answer is of the node of the sender (udon explain follows one packet)';

/** The verdict in one line. */
export const reachHeadline = (answer: RenderedReach): string => `${answer.verdict}: ${reachSentence(answer)}`;

/** The answer without the word of the verdict. */
export function reachSentence({ verdict, from, to, sets, isBeyond, rivals }: RenderedReach): string {
  const target = to ? to.name : 'any of the outcomes asked for';
  switch (verdict) {
    case 'yes':
      return to ? `packets of ${from.name} reach ${to.name}` : `packets of ${from.name} have ${sets.length} outcomes`;
    case 'no':
      return `no packet of ${from.name} reaches ${target}; proved under the assumptions below`;
    case 'undecided':
      if (rivals.length > 0)
        return `another port has an address of ${target}, so packets of ${from.name} need not reach it`;
      if (isBeyond) return `packets of ${from.name} leave for ${target} on another node, whose policies decide, too`;
      return `the source does not tell whether a packet of ${from.name} reaches ${target}`;
  }
}

function setLines(set: ReachedSet, { to, scenario }: RenderedReach, asked: AskedSources): string[] {
  const { packets, outcome, microflow, isPossible } = set;
  const indent = to ? '  ' : '    ';
  const shown = to ? packets.lines : packets.lines.slice(0, LINES_OF_OUTCOME);
  return [
    ...(to ? [] : [`  ${outcomeText(outcome)}`]),
    ...shown.map(line => `${indent}${line}`),
    ...(packets.hasMore || shown.length < packets.lines.length ? [`${indent}and more (--json)`] : []),
    ...(isPossible ? [`${indent}OVN chooses a backend or a route, so some of these packets may go elsewhere`] : []),
    `${indent}replay   ${replayCommand(asked, '--ct-scenario', scenario, microflow)}`,
  ];
}

/** Where all outcomes are asked for, each has few lines. */
const LINES_OF_OUTCOME = 3;
