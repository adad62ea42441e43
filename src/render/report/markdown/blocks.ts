/** The blocks of a report as Markdown. A picture is left out: its steps follow it. */
import { toHex } from '../../../base/bytes/bytes.ts';
import type { Block, Cell, Fact, FrameBlock, ReportStep, ReportTable, Tone } from '../model/report.ts';
import { codeBlock, codeCell, codeSpan, escapeMarkdown } from './escape.ts';

/** Empty for a block without content. */
export function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map(item => `- ${escapeMarkdown(item)}`).join('\n');
    case 'facts':
      return block.facts.map(factLine).join('\n');
    case 'code':
      return `${escapeMarkdown(block.label)}:\n\n${codeBlock(block.text)}`;
    case 'table':
      return `${escapeMarkdown(block.caption)}:\n\n${tableMarkdown(block)}`;
    case 'steps':
      return block.steps.map(stepLines).join('\n');
    case 'frame':
      return frameMarkdown(block);
    case 'path':
    case 'drawing':
      return '';
  }
}

function factLine({ label, text, isCode, details = [] }: Fact): string {
  const value = isCode ? codeSpan(text) : escapeMarkdown(text);
  return [`- **${escapeMarkdown(label)}**: ${value}`, ...details.map(each => `  - ${escapeMarkdown(each)}`)].join('\n');
}

export function tableMarkdown({ heads, rows }: ReportTable): string {
  const lines = [heads.map(escapeMarkdown), heads.map(() => '---'), ...rows.map(row => row.map(cellText))];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

const WORDS: Readonly<Record<Tone, string>> = { good: '✓ ', bad: '✗ ', unsure: '? ', plain: '' };

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return escapeMarkdown(cell);
  const { text, tone = 'plain', isCode, before } = cell;
  const shown = isCode ? codeCell(text) : escapeMarkdown(text);
  if (before === undefined) return `${WORDS[tone]}${shown}`;
  return `${WORDS[tone]}${before === '' ? '' : `${escapeMarkdown(before)} → `}**${shown === '' ? 'removed' : shown}**`;
}

/** The details of steps are indented below them. */
function stepLines({ title, text, tone, blocks }: ReportStep): string {
  const details = blocks.map(blockMarkdown).filter(part => part !== '');
  const line = `- ${WORDS[tone]}**${escapeMarkdown(title)}** ${escapeMarkdown(text)}`;
  return [line, ...details.map(part => `\n${part.replace(/^(?=.)/gm, '  ')}`)].join('\n');
}

function frameMarkdown({ label, bytes, parts }: FrameBlock): string {
  const rows = parts.map(({ name, text }) => [name, text]);
  const table = tableMarkdown({ kind: 'table', caption: '', heads: ['Option', 'Value'], rows });
  return `${escapeMarkdown(label)}:\n\n${codeBlock(toHex(bytes))}${rows.length > 0 ? `\n\n${table}` : ''}`;
}
