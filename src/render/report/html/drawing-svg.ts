/** A drawing as SVG, with the classes of the style of reports. */
import type { Drawing, DrawnBox, DrawnFrame, DrawnLine } from '../model/report.ts';
import { type Html, html } from './html.ts';
import { shortenText } from './shorten.ts';
import { SIGNS } from './signs.ts';
import { PICTURE_STYLE } from './style.ts';

/** Pixels of a character of 12 pixels. */
const CHARACTER = 7.25;
const LINE = 16;

/** A drawing as a file of its own, light or dark as the reader has it. */
export const drawingFile = (drawing: Drawing): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" class="report" width="${Math.ceil(drawing.width)}" height="${Math.ceil(drawing.height)}">
<style>${PICTURE_STYLE}</style><rect class="paper" width="100%" height="100%"/>
${drawingSvg(drawing)}</svg>
`;

export function drawingSvg({ label, width, height, frames, boxes, lines }: Drawing): Html {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">
<title>${label}</title>
${frames.map(frameSvg)}${lines.map(lineSvg)}${boxes.map(boxSvg)}</svg>`;
}

const fits = (width: number): number => Math.max(3, Math.floor((width - 12) / CHARACTER));

const frameSvg = ({ x, y, width, height, title }: DrawnFrame): Html =>
  html`<g><title>${title}</title><rect class="lane" x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="10"/>
<text class="title" x="${round(x - width / 2 + 10)}" y="${round(y - height / 2 + 18)}">${shortenText(title, fits(width))}</text></g>
`;

function lineSvg({ points, label, isTraced }: DrawnLine): Html {
  const way = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  return html`<path class="way${isTraced ? ' traced' : ''}" d="${way}">${label === '' ? undefined : html`<title>${label}</title>`}</path>
`;
}

function boxSvg({ x, y, width, height, title, details, tone, isTraced, isRound }: DrawnBox): Html {
  const [left, top] = [x - width / 2, y - height / 2];
  const sign = SIGNS[tone] === '' ? '' : `${SIGNS[tone]} `;
  const lines = [`${sign}${title}`, ...details];
  const first = top + (height - lines.length * LINE) / 2 + 12;
  return html`<g><title>${[title, ...details].join(', ')}</title>
<rect class="box ${tone}${isTraced ? ' traced' : ''}" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="${isRound ? height / 2 : 5}"/>
${lines.map((text, index) => html`<text class="${index === 0 ? tone : 'soft'}" x="${round(x)}" y="${round(first + index * LINE)}" text-anchor="middle">${shortenText(text, fits(width))}</text>`)}</g>
`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
