/** What two networks do with packets, compared: one line for each change, with a packet that shows it. */
import type { BehaviourChange, BehaviourCompared, NotAsked } from '../../analyze/compare/behaviour/behaviour-change.ts';
import type { CellPart } from '../../analyze/reach/pair-cell.ts';
import { shellWord } from '../language/shell-word.ts';
import { cellText } from '../reach/connections-text.ts';
import { gapNotes } from '../trace/gap-notes.ts';
import { count } from './count.ts';
import { leftOutText } from './left-out-text.ts';

/** How each side is named on a command line: `-f FILE`, with the options that choose its network. */
export interface SideWords {
  readonly before: string;
  readonly after: string;
  /** Both sides are one network for two releases: its flows are counted, not listed. */
  readonly isOfReleases?: boolean;
}

/** One line: `same, proved for 6 pairs under CT_FIRST_PACKET`. */
export function behaviourHead({ verdict, changes, pairs, assumptions }: BehaviourCompared): string {
  const under = `under ${[...new Set(assumptions)].join(', ')}`;
  switch (verdict) {
    case 'different':
      return `${count(changes.length, 'change')}, ${under}`;
    case 'undecided':
      return `undecided, ${under}`;
    case 'same':
      return pairs === 0
        ? 'same: nothing is different that a connection of a VM or pod can meet'
        : `same, proved for unicast connections of ${count(pairs, 'pair')} of guests ${under}`;
  }
}

/** A text for each change, then one for each note. */
export function behaviourBlocks(compared: BehaviourCompared, words: SideWords): readonly string[] {
  const { changes, gaps, notAsked, notCompared, removed, added } = compared;
  const notes = [
    ...notAskedNotes(notAsked),
    ...notCompared.map(leftOutText),
    ...gapNotes(gaps).map(note => `missing: ${note}`),
    ...(removed.length > 0 ? [`only before: ${listOf(removed)}`] : []),
    ...(added.length > 0 ? [`only after: ${listOf(added)}`] : []),
  ];
  return [...changes.map(change => changeText(change, words)), ...notes.map(note => `  ${note}\n`)];
}

const SIGNS: Readonly<Record<BehaviourChange['kind'], string>> = { added: '+', removed: '-', changed: '~' };

function changeText(change: BehaviourChange, words: SideWords): string {
  const { kind, from, to, before, after, packets, example } = change;
  const connections =
    partsText(before) === partsText(after) ? [] : [`was ${partsText(before)}, is ${partsText(after)}`];
  const node = example.node === undefined ? '' : ` --node ${shellWord(example.node)}`;
  const sides = (['before', 'after'] as const).filter(side => example[side] !== undefined);
  return [
    `  ${SIGNS[kind]} ${listOf(from)} => ${listOf(to)}${connections.length > 0 ? `: ${connections[0]}` : ''}`,
    ...packets.map(line => `      packets ${line}`),
    `      arrives only ${example.arrives}:`,
    ...sides.map(side => `        udon trace ${words[side]}${node} --ct-scenario first ${shellWord(example[side]!)}`),
  ]
    .map(line => `${line}\n`)
    .join('');
}

const partsText = (parts: readonly CellPart[]): string => cellText({ kind: 'answered', parts });

const MOST_NAMES = 5;

const listOf = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : [])].join(
    ', ',
  );

const WHY: Readonly<Record<NotAsked['why'], string>> = {
  'no-mac': 'a side does not have the MAC address of',
  'too-large': 'too many different packets to compare those of',
};

const notAskedNotes = (notAsked: readonly NotAsked[]): readonly string[] =>
  (Object.keys(WHY) as NotAsked['why'][]).flatMap(why => {
    const names = notAsked.filter(each => each.why === why).map(({ from }) => from);
    return names.length === 0 ? [] : [`undecided: ${WHY[why]} ${listOf(names)}`];
  });
