/** Bounds on the size of reports. What is left out is said where it would be. */
import { utf8Length } from '../../../base/bytes/utf8.ts';
import type { AnswerReport, Block, Cell, ReportStep } from './report.ts';

const MAX_ROWS = 2_000;
/** In bytes. */
const MAX_SIZE = 5_000_000;
/** Of one text, in characters. */
const MAX_TEXT = 20_000;

/** The text that `render` makes of the report, with as many rows as fit. */
export function withinSize(report: AnswerReport, hasAllRows: boolean, render: (cut: AnswerReport) => string): string {
  if (hasAllRows) return render(report);
  for (let rows = MAX_ROWS; ; rows = Math.floor(rows / 4)) {
    const text = render(cutRows(report, rows));
    if (utf8Length(text) <= MAX_SIZE || rows === 0) return text;
  }
}

const cutRows = (report: AnswerReport, most: number): AnswerReport => ({
  ...report,
  facts: report.facts.map(fact => ({ ...fact, text: cutText(fact.text) })),
  sections: report.sections.map(section => ({ ...section, blocks: cutBlocks(section.blocks, most) })),
});

const cutBlocks = (blocks: readonly Block[], most: number): readonly Block[] =>
  blocks.flatMap(block => cutBlock(block, most));

function cutBlock(block: Block, most: number): readonly Block[] {
  switch (block.kind) {
    case 'table':
      return cutList(block.rows, most, 'rows', rows => ({ ...block, rows: rows.map(row => row.map(cutCell)) }));
    case 'list':
      return cutList(block.items, most, 'lines', items => ({ ...block, items: items.map(cutText) }));
    case 'steps':
      return cutList(block.steps, most, 'steps', steps => ({
        ...block,
        steps: steps.map(step => cutStep(step, most)),
      }));
    case 'text':
    case 'code':
      return [{ ...block, text: cutText(block.text) }];
    default:
      return [block];
  }
}

function cutList<T>(
  all: readonly T[],
  most: number,
  what: string,
  withRest: (rest: readonly T[]) => Block,
): readonly Block[] {
  if (all.length <= most) return [withRest(all)];
  const text = `${most} of ${all.length} ${what} are shown; --all-rows writes all of them`;
  return [withRest(all.slice(0, most)), { kind: 'text', text }];
}

const cutStep = (step: ReportStep, most: number): ReportStep => ({ ...step, blocks: cutBlocks(step.blocks, most) });

const cutCell = (cell: Cell): Cell =>
  typeof cell === 'string' ? cutText(cell) : { ...cell, text: cutText(cell.text) };

const cutText = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)} … and ${text.length - MAX_TEXT} more characters`;
