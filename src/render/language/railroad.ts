/**
 * Railroad diagrams of a grammar: one HTML page with an SVG drawing for each rule. A rule is read along the line, from
 * left to right. The page loads no other files.
 */
import type { GrammarRule, Syntax } from '../../lang/grammar.ts';

/** A drawing with a line from its left to its right edge, `up` below its top. */
interface Drawing {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** SVG; the line begins at the origin. */
  readonly svg: string;
}

const GAP = 12;
const CURVE = 10;
const HALF = 13;
const LETTER = 8;

export function renderRailroad(title: string, grammars: readonly (readonly GrammarRule[])[]): string {
  const sections = grammars.map(rules => `<h2>${escaped(rules[0]!.name)}</h2>\n${rules.map(renderRule).join('')}`);
  return `<!doctype html>\n<meta charset="utf-8">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n<h1>${escaped(title)}</h1>\n${sections.join('')}`;
}

const STYLE =
  'body{font:15px sans-serif;margin:2em}svg{display:block;margin:0 0 1em}text{font:13px monospace;text-anchor:middle}' +
  'path{fill:none;stroke:#555;stroke-width:1.5}rect{fill:#fff;stroke:#555}.terminal rect{fill:#eef5e5}.rule rect{fill:#e8effa}';

function renderRule({ name, syntax }: GrammarRule): string {
  const { width, up, down, svg } = inSequence([END, draw(syntax), END]);
  const height = up + down + 2 * GAP;
  return `<h3>${escaped(name)}</h3>\n<svg width="${width + 2 * GAP}" height="${height}"><g transform="translate(${GAP} ${up + GAP})">${svg}</g></svg>\n`;
}

const END: Drawing = { width: 2, up: 8, down: 8, svg: '<path d="M1 -8v16"/>' };

function draw(syntax: Syntax): Drawing {
  switch (syntax.kind) {
    case 'terminal':
      return box('terminal', syntax.text);
    case 'rule':
      return box('rule', syntax.name);
    case 'sequence':
      return inSequence(syntax.items.map(draw));
    case 'choice':
      return inChoice(syntax.items.map(draw));
    case 'optional':
      return inChoice([NOTHING, draw(syntax.item)]);
    case 'repetition':
      return inLoop(draw(syntax.item));
  }
}

const NOTHING: Drawing = { width: 0, up: 0, down: 0, svg: '' };

function box(kind: 'terminal' | 'rule', text: string): Drawing {
  const width = text.length * LETTER + 2 * GAP;
  const radius = kind === 'terminal' ? HALF : 0;
  const rect = `<rect y="${-HALF}" width="${width}" height="${2 * HALF}" rx="${radius}"/>`;
  const svg = `<g class="${kind}">${rect}<text x="${width / 2}" y="4">${escaped(text)}</text></g>`;
  return { width, up: HALF, down: HALF, svg };
}

const at = (x: number, y: number, { svg }: Drawing): string =>
  svg === '' ? '' : `<g transform="translate(${x} ${y})">${svg}</g>`;

const most = (values: readonly number[]): number => Math.max(0, ...values);

function inSequence(parts: readonly Drawing[]): Drawing {
  let x = 0;
  const svg = parts.map((part, index) => {
    const line = index > 0 ? `<path d="M${x} 0h${GAP}"/>` : '';
    if (index > 0) x += GAP;
    const placed = at(x, 0, part);
    x += part.width;
    return line + placed;
  });
  return {
    width: x,
    up: most(parts.map(({ up }) => up)),
    down: most(parts.map(({ down }) => down)),
    svg: svg.join(''),
  };
}

/** The first part is on the line, the others are below it. */
function inChoice(parts: readonly Drawing[]): Drawing {
  const inner = most(parts.map(({ width }) => width));
  const width = inner + 4 * CURVE;
  let y = 0;
  let bottom = 0;
  const svg = parts.map((part, index) => {
    if (index > 0) y = bottom + GAP + Math.max(part.up, 2 * CURVE - bottom);
    bottom = y + part.down;
    return branch(part, y, inner);
  });
  return { width, up: parts[0]!.up, down: bottom, svg: svg.join('') };
}

/** From the line down to `y` and back up to it. */
function branch(part: Drawing, y: number, inner: number): string {
  const rest = inner - part.width + 2 * CURVE;
  if (y === 0) return `<path d="M0 0h${2 * CURVE}m${part.width} 0h${rest}"/>${at(2 * CURVE, 0, part)}`;
  const fall = y - 2 * CURVE;
  const down = `M0 0q${CURVE} 0 ${CURVE} ${CURVE}v${fall}q0 ${CURVE} ${CURVE} ${CURVE}`;
  const up = `m${part.width} 0h${inner - part.width}q${CURVE} 0 ${CURVE} ${-CURVE}v${-fall}q0 ${-CURVE} ${CURVE} ${-CURVE}`;
  return `<path d="${down}${up}"/>${at(2 * CURVE, y, part)}`;
}

/** A line above the part leads back to its beginning. */
function inLoop(part: Drawing): Drawing {
  const rise = part.up + GAP;
  const width = part.width + 2 * CURVE;
  const straight = rise - 2 * CURVE;
  const back =
    `M${width - CURVE} 0q${CURVE} 0 ${CURVE} ${-CURVE}v${-straight}q0 ${-CURVE} ${-CURVE} ${-CURVE}` +
    `h${-part.width}q${-CURVE} 0 ${-CURVE} ${CURVE}v${straight}q0 ${CURVE} ${CURVE} ${CURVE}`;
  const svg = `<path d="M0 0h${CURVE}m${part.width} 0h${CURVE}"/><path d="${back}"/>${at(CURVE, 0, part)}`;
  return { width, up: rise, down: part.down, svg };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, char => ENTITIES[char]!);
