/** A report as HTML for a page that has the style and the script of reports. */
import type { Provenance, ReportSource } from '../model/provenance.ts';
import type { AnswerReport, ReportSection, ReportVerdict } from '../model/report.ts';
import { blockHtml, factsHtml } from './blocks.ts';
import { type Html, html } from './html.ts';
import { SIGNS } from './signs.ts';
import { tableHtml } from './table.ts';

/** One element. Without a provenance, it does not say what it was made from. */
export const reportBody = (report: AnswerReport, provenance?: Provenance): Html => html`<main class="report">
<p class="command"><b>udon ${report.command}</b> ${report.title}</p>
${verdictHtml(report.verdict)}
${report.facts.length > 0 ? factsHtml(report.facts) : undefined}
${TOOLS}
${report.sections.map(sectionHtml)}
${provenance ? provenanceHtml(provenance) : undefined}
</main>`;

const verdictHtml = ({ tone, word, text, code }: ReportVerdict): Html =>
  html`<header class="verdict ${tone}"><span class="word" aria-hidden="true">${SIGNS[tone]} ${word}</span><div><h1><span class="hidden">${word}: </span>${text}</h1>${
    code === undefined ? undefined : html`<span class="code">${code}</span>`
  }</div></header>`;

/** Hidden without scripts, because nothing would happen. */
const TOOLS = html`<div class="tools" role="search" hidden><input class="search" type="search" aria-label="Search in this report" placeholder="Search in this report ( / )" autocomplete="off" aria-keyshortcuts="/">
<span class="status" role="status"></span>
<button class="toggle" type="button" aria-pressed="false" aria-keyshortcuts="e">Open all <kbd>e</kbd></button></div>`;

const sectionHtml = (section: ReportSection): Html =>
  detailsHtml(section.title, section.isOpen, html`${section.blocks.map(blockHtml)}`);

function detailsHtml(title: string, isOpen: boolean, content: Html): Html {
  const parts = html`<summary><h2>${title}</h2></summary><div class="body">${content}</div>`;
  return isOpen
    ? html`<section><details open>${parts}</details></section>
`
    : html`<section><details>${parts}</details></section>
`;
}

function provenanceHtml({ commandLine, version, sources }: Provenance): Html {
  const facts = factsHtml([
    { label: 'Command', text: commandLine, isCode: true },
    { label: 'Version', text: `udon ${version}` },
  ]);
  const rows = sources.map(sourceRow);
  const caption = 'Sources';
  const table = tableHtml({ kind: 'table', caption, heads: ['Source', 'Content', 'SHA-256'], rows });
  return detailsHtml('How this report was made', false, html`${facts}${rows.length > 0 ? table : undefined}`);
}

const sourceRow = ({ name, content, sha256 }: ReportSource) => [
  name,
  content,
  sha256 === undefined ? 'not a file' : { text: sha256, isCode: true },
];
