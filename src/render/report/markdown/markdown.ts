/** A report as Markdown, for tickets and pull requests. */
import { withinSize } from '../model/cut.ts';
import type { Provenance } from '../model/provenance.ts';
import type { AnswerReport, Fact, ReportVerdict } from '../model/report.ts';
import { blockMarkdown, tableMarkdown } from './blocks.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';

/** Without a provenance, it does not say what it was made from. At most 5 MB, unless `hasAllRows`. */
export const reportMarkdown = (report: AnswerReport, provenance?: Provenance, { hasAllRows = false } = {}): string =>
  withinSize(report, hasAllRows, cut => markdownOf(cut, provenance));

function markdownOf(
  { command, title, verdict, facts, sections }: AnswerReport,
  provenance: Provenance | undefined,
): string {
  const parts = [
    `# udon ${command}: ${escapeMarkdown(title)}`,
    verdictMarkdown(verdict),
    factsMarkdown(facts),
    ...sections.flatMap(section => [`## ${escapeMarkdown(section.title)}`, ...section.blocks.map(blockMarkdown)]),
    ...(provenance ? provenanceMarkdown(provenance) : []),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

const verdictMarkdown = ({ word, text, code }: ReportVerdict): string =>
  `**${escapeMarkdown(word)}**: ${escapeMarkdown(text)}${code === undefined ? '' : ` (${codeSpan(code)})`}`;

const factsMarkdown = (facts: readonly Fact[]): string => blockMarkdown({ kind: 'facts', facts });

function provenanceMarkdown({ commandLine, version, sources }: Provenance): readonly string[] {
  const facts = [
    { label: 'Command', text: commandLine, isCode: true },
    { label: 'Version', text: `udon ${version}` },
  ];
  const rows = sources.map(({ name, content, sha256 = 'not a file' }) => [
    name,
    content,
    { text: sha256, isCode: true },
  ]);
  const table = tableMarkdown({ kind: 'table', caption: '', heads: ['Source', 'Content', 'SHA-256'], rows });
  return ['## How this report was made', factsMarkdown(facts), rows.length > 0 ? table : ''];
}
