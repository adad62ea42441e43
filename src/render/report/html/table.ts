/** A table as HTML, with a caption and with headers for its rows and columns. */
import type { Cell, MarkedCell, ReportTable } from '../model/report.ts';
import { type Html, html } from './html.ts';
import { signOf } from './signs.ts';

export function tableHtml({ caption, heads, rows }: ReportTable): Html {
  const head = heads.map(each => html`<th scope="col">${each}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${rows.map(rowHtml)}</tbody></table></div>`;
}

const rowHtml = ([first, ...others]: readonly Cell[]): Html =>
  html`<tr><th scope="row">${cellHtml(first ?? '')}</th>${others.map(cell => html`<td>${cellHtml(cell)}</td>`)}</tr>
`;

const cellHtml = (cell: Cell): Html => (typeof cell === 'string' ? html`${cell}` : markedHtml(cell));

function markedHtml({ text, tone = 'plain', isCode, before }: MarkedCell): Html {
  const shown = isCode ? html`<code>${text}</code>` : html`${text}`;
  if (before === undefined) return html`${signOf(tone)}${shown}`;
  const was = before === '' ? undefined : html`<del>${before}</del> → `;
  return html`${signOf(tone)}${was}<mark>${text === '' ? 'removed' : shown}</mark><span class="hidden"> changed</span>`;
}
