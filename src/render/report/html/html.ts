/**
 * HTML from template literals. Every text in it is escaped, and there is no way around that: only `html` makes `Html`, and only
 * `Html` is inserted as it is. Characters that act on a reader, such as those that reverse the direction, are shown as escapes.
 */
import { printable } from '../../../base/bytes/printable.ts';

/** Markup. The private field makes it a type of its own. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /** The template: texts and numbers are escaped, lists are joined, `undefined` is nothing. Attributes have to be quoted. */
  static readonly template = (strings: TemplateStringsArray, ...holes: readonly Hole[]): Html => {
    const inserted = holes.map((hole, index) => {
      if (strings[index]!.endsWith('=')) throw new Error('html: an attribute without quotes');
      return insert(hole);
    });
    return new Html(strings.map((text, index) => text + (inserted[index] ?? '')).join(''));
  };
}

export const { template: html } = Html;

/** What can be inserted. */
export type Hole = Html | string | number | undefined | readonly Hole[];

function insert(hole: Hole): string {
  if (hole === undefined) return '';
  if (hole instanceof Html) return hole.toString();
  if (typeof hole === 'object') return hole.map(insert).join('');
  return escapeHtml(String(hole));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as it is shown, also in a quoted attribute. */
const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/g, each => ENTITIES[each]!);
