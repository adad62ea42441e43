/** Terms of a match that are read off its text, without parsing it: quick, and blind for all that is not written simply. */

/** `field == value`. */
export interface Term {
  readonly field: string;
  readonly value: string;
}

const EQUALS = ' == ';
const AND = ' && ';

/** What terms about one of `fields` look like, with which their match goes on or ends. */
export function termsAbout(fields: readonly string[]): RegExp {
  const field = fields.join('|').replaceAll('.', '\\.');
  return new RegExp(`(?:${field})${EQUALS}(?:"(?:[^"\\\\]|\\\\.)*"|@[\\w.]+|[0-9a-f:.]+)(?=${AND}|$)`, 'y');
}

/**
 * A term of those `wanted` that has to hold for the match to hold: one of a chain of `&&`, which may be in parentheses in
 * another one. (Where a chain has `||`, OVN asks for parentheses.)
 */
export function findTerm(match: string, wanted: RegExp): Term | undefined {
  for (let start = 0; start < match.length; ) {
    wanted.lastIndex = start;
    if (wanted.test(match)) return termOf(match, start, wanted.lastIndex);
    const end = endOfTerm(match, start);
    if (end === undefined) return undefined;
    const nested = match[start] === '(' ? findTerm(match.slice(start + 1, end - 1), wanted) : undefined;
    if (nested) return nested;
    start = end + AND.length;
  }
  return undefined;
}

function termOf(match: string, start: number, end: number): Term {
  const endOfField = match.indexOf(EQUALS, start);
  return { field: match.slice(start, endOfField), value: match.slice(endOfField + EQUALS.length, end) };
}

const STOP = /"(?:[^"\\]|\\.)*"|[()|]| && /g;

/** Where the operand of `&&` ends that begins at `start`; undefined if it is one of `||`. */
function endOfTerm(match: string, start: number): number | undefined {
  let depth = 0;
  STOP.lastIndex = start;
  while (STOP.test(match)) {
    const last = match[STOP.lastIndex - 1];
    if (last === '(') depth++;
    else if (last === ')') depth--;
    else if (depth === 0 && last === '|') return undefined;
    else if (depth === 0 && last === ' ') return STOP.lastIndex - AND.length;
  }
  return match.length;
}
