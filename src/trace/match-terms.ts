/** Terms of a match that are read off its text, without parsing it: quick, and blind for all that is not written simply. */

/** `field == value`. */
export interface Term {
  readonly field: string;
  readonly value: string;
}

const TERM = /[a-z0-9.]+ == (?:"(?:[^"\\]|\\.)*"|@[\w.]+|[0-9a-f:.]+)(?= && |$)/y;
const EQUALS = ' == ';
const AND = ' && ';

/**
 * A term about one of the fields that are wanted and that has to hold for the match to hold: one of a chain of `&&`, which
 * may be in parentheses in another one. (Where a chain has `||`, OVN asks for parentheses.)
 */
export function findTerm(match: string, isWanted: (field: string) => boolean): Term | undefined {
  for (let start = 0; start < match.length; ) {
    TERM.lastIndex = start;
    const isTerm = TERM.test(match);
    const term = isTerm ? termOf(match, start, TERM.lastIndex, isWanted) : undefined;
    if (term) return term;
    const end = isTerm ? TERM.lastIndex : endOfTerm(match, start);
    if (end === undefined) return undefined;
    const nested = match[start] === '(' ? findTerm(match.slice(start + 1, end - 1), isWanted) : undefined;
    if (nested) return nested;
    start = end + AND.length;
  }
  return undefined;
}

function termOf(match: string, start: number, end: number, isWanted: (field: string) => boolean): Term | undefined {
  const endOfField = match.indexOf(EQUALS, start);
  const field = match.slice(start, endOfField);
  return isWanted(field) ? { field, value: match.slice(endOfField + EQUALS.length, end) } : undefined;
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
