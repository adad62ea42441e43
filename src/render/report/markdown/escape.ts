/** Texts in Markdown, as GitHub and GitLab read it: shown as written, without markup, links, mentions or HTML. */
import { printableLine } from '../../../base/bytes/printable.ts';

/** Addresses of pages and names after `@` and `#`, which can call people, are code: there is no other escape of these. */
const CALLS = /[@#]\w|:\/\/|^www\./i;

export const escapeMarkdown = (text: string): string =>
  printableLine(text)
    .split(/(\s+)/)
    .map(word => (CALLS.test(word) ? codeCell(word) : escapeWord(word)))
    .join('');

/** Signs that begin a list or a heading do so only as a whole word. */
const escapeWord = (word: string): string =>
  word
    .replace(/[\\`*_{}[\]<>|~&]/g, '\\$&')
    .replace(/^([-+#]+)$/, '\\$1')
    .replace(/^(\d+)([.)])$/, '$1\\$2');

/** With as many backticks as the text needs. */
export function codeSpan(text: string): string {
  const plain = printableLine(text);
  if (plain === '') return '';
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(plain) ? ' ' : '';
  return `${ticks}${space}${plain}${space}${ticks}`;
}

/** Code in a table: a bar would end the cell. */
export const codeCell = (text: string): string => codeSpan(text).replaceAll('|', '\\|');

/** A block of lines. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.split('\n').map(printableLine).join('\n')}\n${fence}`;
}
