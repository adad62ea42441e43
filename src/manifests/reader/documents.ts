/**
 * The documents of a file, as kubectl divides it: at lines that begin with `---`. So a fault in a document is a fault of
 * this one only.
 */

/** A part of a text, by its offsets. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** Directives belong to the document after them. */
export function documentsIn(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  for (const { 0: separator, index } of text.matchAll(SEPARATOR)) {
    const hasDirective = /^%/m.test(text.slice(start, index));
    if (hasDirective) continue;
    parts.push({ start, end: index });
    start = index + separator.length;
  }
  return [...parts, { start, end: text.length }];
}

/** Where content is after it in the line, the line belongs to the document. */
const SEPARATOR = /^(?:---[ \t]*(?:#.*)?(?:\r?\n|$)|(?=---[ \t]))/gm;
