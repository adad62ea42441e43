/**
 * Where a flow or a header begins in a text, and where it ends: at the parenthesis that closes `action=(`. Both are known
 * without the lines of the text, so that a line can be a part of a flow or hold several (ovn-sbctl(8), lflow-list).
 */

/** A beginning that cannot be anything else, wherever it is. */
const BEGINNING = /(?:uuid=0x[0-9a-f]{1,8}\s*,\s*)?\btable=\s*\d+\s*\(|\bDatapath:/;
const EACH_BEGINNING = new RegExp(BEGINNING, 'g');
/** A beginning that a narrow line cut; only at the beginning of a line. */
const CUT_BEGINNING = /^\s*(?:uuid=0x[0-9a-f]{0,8}(?:\s*,\s*(?:table?)?)?|table=\s*\d*)\s*$/;

/** Where the first flow or header in `text` begins; -1 if there is none. */
export function beginningIn(text: string): number {
  const found = text.search(BEGINNING);
  return found < 0 && isCutBeginning(text) ? text.search(/\S/) : found;
}

/** Where each flow and header in `text` begins. */
export const beginningsIn = (text: string): readonly number[] =>
  Array.from(text.matchAll(EACH_BEGINNING), ({ index }) => index);

export const isCutBeginning = (text: string): boolean => CUT_BEGINNING.test(text);

const HEAD =
  /^(?:uuid=0x([0-9a-f]+)\s*,\s*)?table\s*=\s*(\d+)\s*\(\s*([^\s()]*)\s*\)\s*,\s*priority\s*=\s*(\d+)\s*,\s*match\s*=\s*\(/;
const BETWEEN = /^\)\s*,\s*actions?\s*=\s*\(/;

/** The flow that `text` begins with, if it is whole, with the space that `ovn-sbctl` prints between its parts. */
export function wholeFlow(text: string): string | undefined {
  const parts = partsOf(text);
  if (!parts) return undefined;
  const [, uuid, table, stage, priority] = parts.head;
  const where = `${uuid === undefined ? '' : `uuid=0x${uuid}, `}table=${table}(${stage}), priority=${priority}`;
  const match = text.slice(parts.match, parts.matchEnd);
  return `${where}, match=(${match}), action=(${text.slice(parts.actions, parts.end)})`;
}

/** Whether `text` is a flow and nothing else. */
export const isOneFlow = (text: string): boolean => partsOf(text)?.end === text.trimEnd().length - 1;

/** All before its match, and where its match and its actions begin and end. */
interface Parts {
  readonly head: RegExpExecArray;
  readonly match: number;
  readonly matchEnd: number;
  readonly actions: number;
  readonly end: number;
}

function partsOf(text: string): Parts | undefined {
  const head = HEAD.exec(text.trimStart());
  if (!head) return undefined;
  const match = head[0].length + text.search(/\S/);
  const matchEnd = closingIn(text, match);
  const between = matchEnd < 0 ? null : BETWEEN.exec(text.slice(matchEnd, matchEnd + 32));
  if (!between) return undefined;
  const actions = matchEnd + between[0].length;
  const end = closingIn(text, actions);
  return end < 0 ? undefined : { head, match, matchEnd, actions, end };
}

/** The parenthesis that closes the one before `from`; those in strings do not count. */
function closingIn(text: string, from: number): number {
  PART.lastIndex = from;
  let depth = 0;
  for (let part = PART.exec(text); part; part = PART.exec(text)) {
    if (part[0] === '(') depth++;
    else if (part[0] === ')' && depth-- === 0) return part.index;
  }
  return -1;
}

const PART = /[()]|"(?:[^"\\]|\\.)*"?/g;

const HEADER = /^Datapath:.*\bPipeline:\s*(?:ingress|egress)\b/s;

/** Whether the header that `text` begins with is whole: it ends with the name of a pipeline. */
export const isWholeHeader = (text: string): boolean => HEADER.test(text);

export const isHeader = (text: string): boolean => text.startsWith('Datapath:');
