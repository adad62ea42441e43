/** The way of a packet as a picture: a column for each datapath, and in it a box for each stage that did something. */
import type { PathBox, PathColumn, PathPicture } from '../model/report.ts';
import { type Html, html } from './html.ts';
import { shortenText } from './shorten.ts';
import { SIGNS } from './signs.ts';

const COLUMN = 284;
const GAP = 44;
const PADDING = 12;
const TITLE = 34;
const BOX = 46;
const SPACE = 18;
/** How many characters of 12 pixels fit into a box, and into a title. */
const MAX_BOX = 33;
const MAX_TITLE = 30;

export function pathHtml({ label, columns }: PathPicture): Html {
  const most = Math.max(...columns.map(({ boxes }) => boxes.length), 1);
  const height = TITLE + most * (BOX + SPACE) + PADDING;
  const width = columns.length * (COLUMN + GAP) - GAP + 2;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the way">
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${width}" height="${height + 2}" viewBox="-1 -1 ${width} ${height + 2}">
<title>${label}</title>
${columns.map((column, index) => columnSvg(column, index, height))}
${columns.slice(1).map(({ isApart }, index) => (isApart ? undefined : crossingSvg(columns[index]!, index)))}</svg></div>`;
}

const leftOf = (column: number): number => column * (COLUMN + GAP);
const topOf = (box: number): number => TITLE + box * (BOX + SPACE);
const middleOf = (box: number): number => topOf(box) + BOX / 2;

function columnSvg({ title, boxes, isApart }: PathColumn, index: number, height: number): Html {
  const x = leftOf(index);
  return html`<g><rect class="lane${isApart ? ' apart' : ''}" x="${x}" y="0" width="${COLUMN}" height="${height}" rx="8"/>
<text class="title" x="${x + PADDING}" y="22">${shortenText(title, MAX_TITLE)}<title>${title}</title></text>
${boxes.map((box, row) => boxSvg(box, x + PADDING, topOf(row)))}
${boxes.slice(1).map((_, row) => downSvg(x + COLUMN / 2, topOf(row) + BOX))}</g>
`;
}

function boxSvg({ title, text, tone }: PathBox, x: number, y: number): Html {
  const sign = SIGNS[tone] === '' ? '' : `${SIGNS[tone]} `;
  const width = COLUMN - 2 * PADDING;
  return html`<g><title>${text === '' ? title : `${title}: ${text}`}</title>
<rect class="box ${tone}" x="${x}" y="${y}" width="${width}" height="${BOX}" rx="5"/>
<text class="${tone}" x="${x + 8}" y="${y + (text === '' ? 28 : 19)}">${shortenText(sign + title, MAX_BOX)}</text>
${text === '' ? undefined : html`<text class="${tone === 'plain' ? 'soft' : tone}" x="${x + 8}" y="${y + 36}">${shortenText(text, MAX_BOX)}</text>`}</g>
`;
}

const downSvg = (x: number, y: number): Html =>
  html`<path class="way" d="M${x} ${y}V${y + SPACE - 5}"/><path class="head" d="M${x - 5} ${y + SPACE - 6}h10l-5 6z"/>`;

/** From the last box of a column to the first one of the next. */
function crossingSvg({ boxes }: PathColumn, index: number): Html {
  const from = leftOf(index) + COLUMN - PADDING;
  const to = leftOf(index + 1) + PADDING;
  const turn = leftOf(index) + COLUMN + GAP / 2;
  const [start, end] = [middleOf(Math.max(boxes.length - 1, 0)), middleOf(0)];
  return html`<path class="way" d="M${from} ${start}H${turn}V${end}H${to - 6}"/><path class="head" d="M${to - 7} ${end - 5}v10l7-5z"/>
`;
}
