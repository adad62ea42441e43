/** Two networks compared, as text or as Markdown for a pull request: rows, flows, DHCP, behaviour, and what was not compared. */
import type { BehaviourCompared } from '../../analyze/compare/behaviour/behaviour-change.ts';
import type { FlowsCompared } from '../../analyze/compare/compare-flows.ts';
import type { LeaseChange, LeasesCompared } from '../../analyze/compare/compare-leases.ts';
import type { ColumnChange, RowChange, RowsCompared } from '../../analyze/compare/compare-rows.ts';
import type { ColumnValue } from '../../analyze/compare/named-rows.ts';
import { shellWord } from '../language/shell-word.ts';
import { behaviourBlocks, behaviourHead, type SideWords } from './compared-behaviour-text.ts';
import { renderComparedFlows } from './compared-flows-text.ts';
import { flowCounts } from './compared-releases-text.ts';
import { count } from './count.ts';
import { beginOf, markedEdit } from './edit-text.ts';

export interface ComparedSourcesText {
  readonly before: string;
  readonly after: string;
  readonly isSame: boolean;
  readonly rows?: RowsCompared;
  readonly flows: FlowsCompared;
  readonly leases?: LeasesCompared;
  readonly behaviour?: BehaviourCompared;
  readonly notCompared: readonly string[];
}

/** A part of the answer: what was compared, in one line, and the differences. */
interface Part {
  readonly head: string;
  /** Empty if there are no differences. */
  readonly lines: string;
}

/** How many rows, VMs, and groups of changes of a stage are listed. */
const MOST = 20;

export function renderComparedSources(compared: ComparedSourcesText, words = wordsOf(compared)): string {
  const parts = partsOf(compared, words).map(({ head, lines }) => `${head}\n${lines}`);
  return [`${compared.before} -> ${compared.after}`, ...parts, ...notCompared(compared)].join('\n');
}

export function comparedSourcesToMarkdown(compared: ComparedSourcesText, words = wordsOf(compared)): string {
  const parts = partsOf(compared, words).map(({ head, lines }) => `**${head}**\n${lines === '' ? '' : fenced(lines)}`);
  return [`### ${codeSpan(compared.before)} -> ${codeSpan(compared.after)}\n`, ...parts, ...notCompared(compared)].join(
    '\n',
  );
}

/** The sides by their names, if a command line has no other words for them. */
export const wordsOf = ({ before, after }: ComparedSourcesText): SideWords => ({
  before: `-f ${shellWord(before)}`,
  after: `-f ${shellWord(after)}`,
});

const partsOf = ({ rows, flows, leases, behaviour }: ComparedSourcesText, words: SideWords): readonly Part[] => [
  ...(rows ? [{ head: `Rows: ${rowCounts(rows)}`, lines: limited(rows.changes.map(rowLines), 'row') }] : []),
  { head: `Flows: ${flowCounts(flows)}`, lines: renderComparedFlows(flows, { most: words.isOfReleases ? 0 : MOST }) },
  ...(leases ? [{ head: `DHCP: ${leaseCounts(leases)}`, lines: limited(leases.changes.map(leaseLines), 'VM') }] : []),
  ...(behaviour
    ? [{ head: `Behaviour: ${behaviourHead(behaviour)}`, lines: limited(behaviourBlocks(behaviour, words), 'change') }]
    : []),
];

/** One paragraph, or none. */
const notCompared = ({ notCompared: notes }: ComparedSourcesText): readonly string[] =>
  notes.length === 0 ? [] : [notes.map(note => `${note}.\n`).join('')];

/** A fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${text}${fence}\n`;
}

const codeSpan = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

function limited(blocks: readonly string[], what: string): string {
  const more = blocks.length - MOST;
  return [
    ...blocks.slice(0, MOST),
    ...(more > 0 ? [`  ... and ${count(more, `more ${what}`)}: --format json has all\n`] : []),
  ].join('');
}

/** How many rows each side has, and how many are the same. */
export const rowCounts = ({ before, after, same }: RowsCompared): string =>
  `${count(before, 'northbound row')} -> ${count(after, 'row')}, ${same} the same`;

/** How many VMs and ports each side has, and how many have a difference. */
export const leaseCounts = ({ before, after, changes }: LeasesCompared): string =>
  `${count(before, 'VM or port', 'VMs and ports')} -> ${after}, ${changes.length} with a difference`;

const SIGNS = { removed: '-', added: '+', changed: '~' } as const;

const rowLines = ({ table, name, kind, columns }: RowChange): string =>
  [`${SIGNS[kind]} ${table} ${beginOf(name)}`, ...columns.flatMap(columnLines)].map(line => `  ${line}\n`).join('');

function columnLines({ column, before, after }: ColumnChange): readonly string[] {
  if (typeof before === 'string' && typeof after === 'string') return [`    ${column}: ${markedEdit(before, after)}`];
  return [
    ...(before === undefined ? [] : [`    ${column}: [-${beginOf(columnText(before))}-]`]),
    ...(after === undefined ? [] : [`    ${column}: {+${beginOf(columnText(after))}+}`]),
  ];
}

/** The value of a column in one line. */
export function columnText(value: ColumnValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(', ');
  return Object.entries(value)
    .map(([key, each]) => `${key}=${each}`)
    .join(', ');
}

function leaseLines({ name, before, after, options }: LeaseChange): string {
  const sign = !before ? '+' : !after ? '-' : '~';
  const verdicts =
    before && after && before.verdict !== after.verdict ? [`verdict: ${before.verdict} -> ${after.verdict}`] : [];
  const lines = options.map(option => `${option.name}: ${option.before ?? 'none'} -> ${option.after ?? 'none'}`);
  const only = before && after ? '' : `: ${(before ?? after)!.verdict}`;
  return [`${sign} ${name}${only}`, ...[...verdicts, ...lines].map(line => `    ${line}`)]
    .map(line => `  ${line}\n`)
    .join('');
}
