/**
 * Colour on terminals. Output is made printable just before it is written, when the escape sequences of colours look like those
 * in names. So until then each begins with a mark that no input can have.
 */
import { randomUUID } from 'node:crypto';
import { createColors } from 'picocolors';
import { printable } from '../../base/bytes/printable.ts';

type Paint = (text: string) => string;
const NAMES = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;
export type Colors = Readonly<Record<(typeof NAMES)[number], Paint>>;

const BEGINNING = '\x1b[';
const MARK = `<${randomUUID()}>`;

/** Texts that `toTerminal` makes coloured, if `isColored`. */
export function colorsFor(isColored: boolean): Colors {
  const colors = createColors(isColored);
  const paint =
    (name: keyof Colors): Paint =>
    text =>
      isColored ? colors[name](printable(text)).replaceAll(BEGINNING, MARK) : text;
  return Object.fromEntries(NAMES.map(name => [name, paint(name)])) as Record<keyof Colors, Paint>;
}

/** The text as a terminal may get it: nothing in it but these colours acts on the terminal. */
export function toTerminal(text: string): string {
  const safe = printable(text);
  return safe.includes(MARK) ? safe.replaceAll(MARK, BEGINNING) : safe;
}
