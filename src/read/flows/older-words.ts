/**
 * A dump does not say which release wrote it, but some words of OVN up to 22.03 are in no later release: conntrack labels
 * that became marks (northd of 22.06), and two actions whose arguments were written in another way (up to 20.03).
 */
import { finderOf } from '../../base/bytes/find.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { OLDER_RELEASE } from '../../ovn/release/release.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';

/** How such a word begins, and how it goes on; later releases go on in another way. */
const WORDS: readonly (readonly [begin: string, rest: RegExp])[] = [
  ['ct_label.', /^(?:blocked|natted|ecmp_reply_port)\b/],
  ['ct_commit(', /^ct_(?:mark|label)\b/],
  ['ct_lb(', /^[\d[]/],
];

const REST_LENGTH = 16;

function hasOlderWord(text: Uint8Array): boolean {
  return WORDS.some(([begin, rest]) => {
    const find = finderOf(begin);
    for (let at = find(text); at >= 0; at = find(text, at + 1)) {
      const start = at + begin.length;
      if (rest.test(decodeUtf8(text, start, Math.min(start + REST_LENGTH, text.length)))) return true;
    }
    return false;
  });
}

/** The row that names the release, if one of `texts` has such a word; else none. */
export function releaseByWords(texts: readonly Uint8Array[]): readonly SbRow<'SB_Global'>[] {
  if (!texts.some(hasOlderWord)) return [];
  return [newRow(SB, 'SB_Global', { options: new Map([['northd_internal_version', OLDER_RELEASE]]) })];
}
