/** What people, shells and editors make of a dump's text, each as a function from lines to lines or from text to text. */
import fc from 'fast-check';

/** `prefix` is put before each line, or on its own terms before each. */
export type Pollution = (lines: readonly string[]) => readonly string[];

const prefixed =
  (prefix: (line: string, index: number) => string): Pollution =>
  lines =>
    lines.map((line, index) => prefix(line, index) + line);

/** Cuts each line as fold(1) does. */
const folded =
  (width: number): Pollution =>
  lines =>
    lines.flatMap(line => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? ['']);

/** Wraps between words, as notes and mail programs do; the space at the break stays or goes, and the next line is indented. */
const wrapped =
  (width: number, indent: string, keepsSpace: boolean): Pollution =>
  lines =>
    lines.flatMap(line => {
      const parts: string[] = [];
      for (const word of line.split(/(?<= )/)) {
        if (parts.length > 0 && (parts.at(-1)! + word).length <= width) parts.push(parts.pop()! + word);
        else parts.push(word);
      }
      return parts.map((part, index) => (index > 0 ? indent : '') + (keepsSpace ? part : part.trimEnd()));
    });

/** Words in colour, in names of stages and ports, too. */
const coloured =
  (word: string): Pollution =>
  lines =>
    lines.map(line => line.replaceAll(word, `\x1b[01;31m\x1b[K${word}\x1b[m\x1b[K`));

const html: Pollution = lines => [
  '<pre><code>',
  ...lines.map(line =>
    line.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!),
  ),
  '</code></pre>',
];

const typographic: Pollution = lines =>
  lines.map(line => line.replace(/"([^"]*)"/g, '\u201c$1\u201d').replace(/ {2}/g, '\u00a0 '));

/** As on a terminal that script(1) records. */
const recorded: Pollution = lines => ['Script started on 2024-06-04', ...lines.map(line => `${line}\r`), 'Script done'];

const backspaced: Pollution = lines => lines.map(line => line.replace('priority', 'prix\bority'));

const fenced =
  (fence: string): Pollution =>
  lines => ['Here it is:', '', fence, ...lines, fence];

/** In the order in which they happen: lines are wrapped before or after they get prefixes, and at last copied to a page. */
const SHAPES: readonly fc.Arbitrary<Pollution | undefined>[] = [
  fc.option(fc.constantFrom('dhcp', 'port', 'eth', 'Datapath', 'table').map(coloured), { nil: undefined, freq: 1 }),
  fc.option(
    fc.oneof(
      fc.integer({ min: 30, max: 140 }).map(folded),
      fc
        .tuple(fc.integer({ min: 60, max: 140 }), fc.constantFrom('', '    '), fc.boolean())
        .map(args => wrapped(...args)),
    ),
    { nil: undefined, freq: 2 },
  ),
  fc.option(
    fc.constantFrom<Pollution>(
      prefixed((_, index) => `${index + 1}:`),
      prefixed(() => 'dump.txt:'),
      prefixed((_, index) => `dump.txt-${index + 1}-`),
      prefixed(() => '> '),
      prefixed(() => '> > '),
      prefixed(() => '[pod/ovnkube-node-x7k2p/sbdb] '),
      prefixed(() => 'ovnkube-node-x7k2p sbdb '),
      prefixed((_, index) => `2024-06-04T15:29:${String(10 + (index % 50))}.123456789Z `),
      prefixed((_, index) => `Jun  4 15:29:${String(10 + (index % 50))} worker-0 ovn[4711]: `),
      prefixed(() => '\t'),
      prefixed(() => '        '),
    ),
    { nil: undefined, freq: 2 },
  ),
  fc.option(fc.constant(backspaced), { nil: undefined, freq: 1 }),
  fc.option(fc.constantFrom(html, typographic), { nil: undefined, freq: 1 }),
  fc.option(fc.constantFrom(fenced('```'), fenced('~~~'), recorded), { nil: undefined, freq: 1 }),
];

/** Text to bytes. */
const ENCODINGS: Readonly<Record<string, (lines: readonly string[]) => Buffer>> = {
  utf8: lines => Buffer.from(`${lines.join('\n')}\n`),
  crlf: lines => Buffer.from(`${lines.join('\r\n')}\r\n`),
  bom: lines => Buffer.from(`\ufeff${lines.join('\n')}\n`),
  'utf-16le': lines => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le'),
  'utf-16be': lines => Buffer.from(`\ufeff${lines.join('\n')}\n`, 'utf16le').swap16(),
};

/** Any mix of them. */
export const pollution: fc.Arbitrary<(lines: readonly string[]) => Buffer> = fc
  .tuple(fc.tuple(...SHAPES), fc.constantFrom(...Object.values(ENCODINGS)))
  .map(
    ([steps, encode]) =>
      lines =>
        encode(steps.reduce((done, step) => (step ? step(done) : done), lines)),
  );
