/** What changed in a match or in actions, with the changed words marked. Long runs of the same words are shortened. */
import { type EditPart, editOf } from '../../sema/flow-facts/word-edit.ts';

/** `ct.est && [-!ct.inv && -]ct.rpl`: in brackets what went, in braces what came. */
export const markedEdit = (before: string, after: string): string =>
  before === after ? beginOf(after) : editOf(before, after).map(marked).join('');

/** Two lines, before and after; none if both are the same. */
export function editLines(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const parts = editOf(before, after);
  return [`was ${side(parts, 'removed')}`, `is  ${side(parts, 'added')}`];
}

const side = (parts: readonly EditPart[], kind: EditPart['kind']): string =>
  parts
    .flatMap(part => (part.kind === 'same' ? [middleless(part.text)] : part.kind === kind ? [part.text] : []))
    .join('')
    .trimEnd();

function marked({ kind, text }: EditPart): string {
  if (kind === 'same') return middleless(text);
  const words = text.trimEnd();
  const blanks = text.slice(words.length);
  return kind === 'removed' ? `[-${words}-]${blanks}` : `{+${words}+}${blanks}`;
}

const MOST_LETTERS = 150;

/** The begin of a long text. */
export const beginOf = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)} ...` : text;

const END = 60;

/** The begin and the end of what is the same. */
const middleless = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, END)} ... ${text.slice(-END)}` : text;
