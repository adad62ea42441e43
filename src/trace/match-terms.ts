/** Terms of a match that are read off its text, without parsing it: quick, and blind for all that is not written simply. */

/** `field == value`. */
export interface Term {
  readonly field: string;
  readonly value: string;
}

const TERM = /([a-z0-9.]+) == ("(?:[^"\\]|\\.)*"|@[\w.]+|[0-9a-f:.]+)(?= && |$)/y;

/**
 * A term about one of the fields that are wanted and that has to hold for the match to hold: one of a chain of `&&`, which
 * may be in parentheses in another one. (Where a chain has `||`, OVN asks for parentheses.)
 */
export function findTerm(match: string, isWanted: (field: string) => boolean): Term | undefined {
  for (let start = 0; start < match.length; ) {
    TERM.lastIndex = start;
    const [text, field, value] = TERM.exec(match) ?? [];
    if (field !== undefined && isWanted(field)) return { field, value: value! };
    const end = text === undefined ? endOfTerm(match, start) : start + text.length;
    if (end === undefined) return undefined;
    const nested = match[start] === '(' ? findTerm(match.slice(start + 1, end - 1), isWanted) : undefined;
    if (nested) return nested;
    start = end + AND.length;
  }
  return undefined;
}

const AND = ' && ';
const STOP = /"(?:[^"\\]|\\.)*"|[()|]| && /g;

/** Where the operand of `&&` ends that begins at `start`; undefined if it is one of `||`. */
function endOfTerm(match: string, start: number): number | undefined {
  let depth = 0;
  STOP.lastIndex = start;
  for (let stop = STOP.exec(match); stop; stop = STOP.exec(match)) {
    if (stop[0] === '(') depth++;
    else if (stop[0] === ')') depth--;
    else if (depth === 0 && stop[0] === '|') return undefined;
    else if (depth === 0 && stop[0] === AND) return stop.index;
  }
  return match.length;
}
