/** The blocks of a report as HTML. */
import type { Block, Fact, ReportStep } from '../model/report.ts';
import { drawingSvg } from './drawing-svg.ts';
import { frameHtml } from './frame.ts';
import { type Html, html } from './html.ts';
import { pathHtml } from './path-svg.ts';
import { signOf } from './signs.ts';
import { tableHtml } from './table.ts';

export function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>`;
    case 'list':
      return listHtml(block.items);
    case 'facts':
      return factsHtml(block.facts);
    case 'code':
      return html`<h3>${block.label}</h3><pre tabindex="0" aria-label="${block.label}"><code>${block.text}</code></pre>`;
    case 'table':
      return tableHtml(block);
    case 'steps':
      return html`${block.steps.map(stepHtml)}`;
    case 'frame':
      return frameHtml(block);
    case 'path':
      return pathHtml(block);
    case 'drawing':
      return html`<div class="scroll" tabindex="0" role="region" aria-label="Picture">${drawingSvg(block)}</div>`;
  }
}

export const factsHtml = (facts: readonly Fact[]): Html => html`<dl>${facts.map(factHtml)}</dl>`;

const factHtml = ({ label, text, isCode, details = [] }: Fact): Html =>
  html`<dt>${label}</dt><dd>${isCode ? html`<code>${text}</code>` : text}${details.length > 0 ? listHtml(details) : undefined}</dd>`;

const listHtml = (items: readonly string[]): Html => html`<ul>${items.map(item => html`<li>${item}</li>`)}</ul>`;

/** Without details, a step is a line that cannot be opened. */
function stepHtml({ title, text, tone, isOpen, blocks }: ReportStep): Html {
  const line = html`${signOf(tone)}<span class="name">${title}</span> ${text}`;
  if (blocks.length === 0) return html`<div class="step ${tone}">${line}</div>`;
  const body = html`<summary>${line}</summary><div class="body">${blocks.map(blockHtml)}</div>`;
  return isOpen
    ? html`<details class="step ${tone}" open>${body}</details>`
    : html`<details class="step ${tone}">${body}</details>`;
}
