/** The way of a packet as a picture: a column for each datapath, and in it a box for each stage that did something. */
import type { PathBox, PathColumn, PathPicture } from '../model/report.ts';
import { type Html, html } from './html.ts';
import { shortenText, wrapText } from './shorten.ts';
import { SIGNS } from './signs.ts';

const COLUMN = 284;
const GAP = 44;
const PADDING = 12;
const TITLE = 34;
const LINE = 16;
const SPACE = 18;
/** How many characters of 12 pixels fit into a line of a box, and into a title. */
const MAX_LINE = 33;
const MAX_TITLE = 30;
/** What happens is in at most so many lines. */
const MAX_LINES = 3;

/** A box with its lines and its place. */
interface PlacedBox {
  readonly box: PathBox;
  readonly title: string;
  readonly lines: readonly string[];
  readonly top: number;
  readonly height: number;
}

export function pathHtml({ label, columns }: PathPicture): Html {
  const placed = columns.map(({ boxes }) => placedBoxes(boxes));
  const bottom = Math.max(...placed.map(boxes => bottomOf(boxes)), TITLE);
  const height = bottom + SPACE + PADDING;
  const width = columns.length * (COLUMN + GAP) - GAP + 2;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the way">
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${width}" height="${height + 2}" viewBox="-1 -1 ${width} ${height + 2}">
<title>${label}</title>
${columns.map((column, index) => columnSvg(column, placed[index]!, leftOf(index), height))}
${columns.slice(1).map(({ isApart }, index) => (isApart ? undefined : crossingSvg(placed[index]!, placed[index + 1]!, index)))}</svg></div>`;
}

const leftOf = (column: number): number => column * (COLUMN + GAP);
const middleOf = ({ top, height }: PlacedBox): number => top + height / 2;
const bottomOf = (boxes: readonly PlacedBox[]): number => {
  const last = boxes.at(-1);
  return last ? last.top + last.height : TITLE;
};

function placedBoxes(boxes: readonly PathBox[]): readonly PlacedBox[] {
  const placed: PlacedBox[] = [];
  for (const box of boxes) {
    const sign = SIGNS[box.tone] === '' ? '' : `${SIGNS[box.tone]} `;
    const lines = box.text === '' ? [] : wrapText(box.text, MAX_LINE, MAX_LINES);
    const top = placed.length === 0 ? TITLE : bottomOf(placed) + SPACE;
    placed.push({ box, title: `${sign}${box.title}`, lines, top, height: 30 + LINE * Math.max(lines.length, 1) });
  }
  return placed;
}

function columnSvg({ title, isApart }: PathColumn, boxes: readonly PlacedBox[], x: number, height: number): Html {
  return html`<g><rect class="lane${isApart ? ' apart' : ''}" x="${x}" y="0" width="${COLUMN}" height="${height}" rx="8"/>
<text class="title" x="${x + PADDING}" y="22">${shortenText(title, MAX_TITLE)}<title>${title}</title></text>
${boxes.map(box => boxSvg(box, x + PADDING))}
${boxes.slice(1).map(({ top }) => downSvg(x + COLUMN / 2, top - SPACE))}</g>
`;
}

function boxSvg({ box: { title: whole, text, tone }, title, lines, top, height }: PlacedBox, x: number): Html {
  const width = COLUMN - 2 * PADDING;
  return html`<g><title>${text === '' ? whole : `${whole}: ${text}`}</title>
<rect class="box ${tone}" x="${x}" y="${top}" width="${width}" height="${height}" rx="5"/>
<text class="${tone}" x="${x + 8}" y="${top + (lines.length === 0 ? 28 : 19)}">${shortenText(title, MAX_LINE)}</text>
${lines.map((line, index) => html`<text class="${tone === 'plain' ? 'soft' : tone}" x="${x + 8}" y="${top + 36 + LINE * index}">${line}</text>`)}</g>
`;
}

const downSvg = (x: number, y: number): Html =>
  html`<path class="way" d="M${x} ${y}V${y + SPACE - 5}"/><path class="head" d="M${x - 5} ${y + SPACE - 6}h10l-5 6z"/>`;

/** From the last box of a column to the first one of the next. */
function crossingSvg(left: readonly PlacedBox[], right: readonly PlacedBox[], index: number): Html {
  const from = leftOf(index) + COLUMN - PADDING;
  const to = leftOf(index + 1) + PADDING;
  const turn = leftOf(index) + COLUMN + GAP / 2;
  const start = left.length > 0 ? middleOf(left.at(-1)!) : TITLE;
  const end = right.length > 0 ? middleOf(right[0]!) : TITLE;
  return html`<path class="way" d="M${from} ${start}H${turn}V${end}H${to - 6}"/><path class="head" d="M${to - 7} ${end - 5}v10l7-5z"/>
`;
}
