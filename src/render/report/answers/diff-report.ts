/** The report on two sources: rows, flows and DHCP, each as a table of what is different. */
import type { BehaviourCompared } from '../../../analyze/compare/behaviour/behaviour-change.ts';
import type { FlowsCompared } from '../../../analyze/compare/compare-flows.ts';
import type { LeaseChange, LeasesCompared } from '../../../analyze/compare/compare-leases.ts';
import type { RowChange, RowsCompared } from '../../../analyze/compare/compare-rows.ts';
import type { FlowChange } from '../../../analyze/compare/named-flow.ts';
import type { StageMove } from '../../../analyze/compare/stage-moves.ts';
import { behaviourBlocks, behaviourHead, type SideWords } from '../../compare/compared-behaviour-text.ts';
import { flowCounts } from '../../compare/compared-releases-text.ts';
import {
  type ComparedSourcesText,
  columnText,
  leaseCounts,
  rowCounts,
  wordsOf,
} from '../../compare/compared-sources-text.ts';
import type { AnswerReport, Block, Cell, ReportSection, ReportTable } from '../model/report.ts';

/** `words` name each side on the command lines that replay a packet. */
export function diffReport(compared: ComparedSourcesText, words = wordsOf(compared)): AnswerReport {
  const { before, after, isSame, rows, flows, leases, behaviour, notCompared } = compared;
  return {
    command: 'diff',
    title: `${before} to ${after}`,
    verdict: isSame
      ? { tone: 'good', word: 'the same', text: 'no difference in what was compared' }
      : { tone: 'unsure', word: 'different', text: `${before} and ${after} are different` },
    facts: [
      ...(rows ? [{ label: 'Rows', text: rowCounts(rows) }] : []),
      { label: 'Flows', text: flowCounts(flows) },
      ...(leases ? [{ label: 'DHCP', text: leaseCounts(leases) }] : []),
      ...(behaviour ? [{ label: 'Behaviour', text: behaviourHead(behaviour) }] : []),
      ...notCompared.map(text => ({ label: 'Note', text })),
    ],
    sections: [
      ...(behaviour ? section('Behaviour', behaviourText(behaviour, words)) : []),
      ...(leases ? section('DHCP', leaseBlocks(leases)) : []),
      ...(rows ? section('Northbound rows', rowBlocks(rows)) : []),
      ...section('Flows', flowBlocks(flows)),
    ],
  };
}

/** A text for each change, with the packet that shows it. */
const behaviourText = (compared: BehaviourCompared, words: SideWords): readonly Block[] =>
  behaviourBlocks(compared, words).map((text, index) => ({ kind: 'code', label: `Change ${index + 1}`, text }));

const section = (title: string, blocks: readonly Block[]): readonly ReportSection[] =>
  blocks.length === 0 ? [] : [{ title, isOpen: true, blocks }];

const table = (caption: string, heads: readonly string[], rows: ReportTable['rows']): readonly Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', caption, heads, rows }];

/** The value of each side; what one side lacks is empty. */
const change = (before: string | undefined, after: string | undefined): readonly Cell[] => [
  { text: before ?? '', isCode: true },
  { text: after ?? '', isCode: true, before: '' },
];

const leaseBlocks = ({ changes }: LeasesCompared): readonly Block[] =>
  table('What VMs are given', ['VM', 'Part', 'Before', 'After'], changes.flatMap(leaseRows));

const leaseRows = ({ name, before, after, options }: LeaseChange): readonly (readonly Cell[])[] => [
  ...(before?.verdict === after?.verdict ? [] : [[name, 'verdict', ...change(before?.verdict, after?.verdict)]]),
  ...options.map(option => [name, option.name, ...change(option.before, option.after)]),
];

const rowBlocks = ({ changes }: RowsCompared): readonly Block[] =>
  table('Rows that are different', ['Row', 'Change', 'Column', 'Before', 'After'], changes.flatMap(rowLines));

function rowLines({ table: name, name: row, kind, columns }: RowChange): readonly (readonly Cell[])[] {
  const title = `${name} ${row}`;
  if (columns.length === 0) return [[title, kind, '', '', '']];
  return columns.map(({ column, before, after }) => [
    title,
    kind,
    column,
    ...change(
      before === undefined ? undefined : columnText(before),
      after === undefined ? undefined : columnText(after),
    ),
  ]);
}

const flowBlocks = ({ moves, stages }: FlowsCompared): readonly Block[] => [
  ...table('Stages with another table number', ['Stages', 'Before', 'After'], moves.map(moveRow)),
  ...stages.flatMap(({ stage, groups }) =>
    table(`Flows of ${stage}`, ['Priority', 'Before', 'After', 'Datapaths'], groups.flat().map(flowRow)),
  ),
];

const moveRow = ({ stages, pipeline, before, after }: StageMove): readonly Cell[] => [
  `${pipeline} ${stages.length === 1 ? stages[0] : `${stages[0]} to ${stages.at(-1)}`}`,
  ...change(before === undefined ? undefined : `table ${before}`, after === undefined ? undefined : `table ${after}`),
];

function flowRow({ before, after, datapaths }: FlowChange): readonly Cell[] {
  const text = (flow: FlowChange['before']) => flow && `${flow.match} → ${flow.actions}`;
  const priority = [...new Set([before?.priority, after?.priority])].filter(each => each !== undefined).join(' → ');
  return [priority, ...change(text(before), text(after)), [...new Set(datapaths)].join(', ')];
}
