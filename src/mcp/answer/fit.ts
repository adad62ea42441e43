/**
 * Answers that fit: at most 8 KB as JSON, so that a conversation has room for many. The least important lists lose entries first,
 * then long texts their ends. Characters that act on a terminal, or hide text, are escaped in every text.
 */

import { printable } from '../../base/bytes/printable.ts';
import { utf8Length } from '../../base/bytes/utf8.ts';
import { type Answer, type AnswerDraft, type Data, MAX_SUMMARY } from './answer.ts';

/** Of the JSON text of an answer, in bytes. */
export const MAX_ANSWER = 8192;

/** The longest texts in data, in characters, from the first try to the last. */
const TEXT_LIMITS = [1000, 400, 150] as const;

export function fitted({ cuts = [], paged, isFault: _, next = [], ...draft }: AnswerDraft): Answer {
  for (const limit of TEXT_LIMITS) {
    const answer = {
      ...draft,
      summary: shortened(printable(draft.summary), MAX_SUMMARY),
      data: mapTexts(draft.data, limit) as Data,
      next: mapTexts(next, limit) as Answer['next'],
      ...(draft.near && { near: mapTexts(draft.near, limit) as string[] }),
    };
    const short = withoutExcess(answer, cuts, paged);
    if (short) return short;
  }
  return { ...draft, summary: shortened(printable(draft.summary), MAX_SUMMARY), data: {}, next: [] };
}

interface Paging {
  readonly list: string;
  readonly offset: number;
  readonly total: number;
}

/** Undefined if it is too large without all of these lists. */
function withoutExcess(answer: Answer, cuts: readonly string[], paged: Paging | undefined): Answer | undefined {
  let kept = withTruncation(answer, answer, cuts, paged);
  for (const list of cuts) {
    if (sizeOf(kept) <= MAX_ANSWER) return kept;
    const whole = listIn(kept.data, list);
    const count = largestCount(whole.length, length =>
      fits(withTruncation(answer, withList(kept, list, whole.slice(0, length)), cuts, paged)),
    );
    kept = withTruncation(answer, withList(kept, list, whole.slice(0, count)), cuts, paged);
  }
  return fits(kept) ? kept : undefined;
}

const fits = (answer: Answer): boolean => sizeOf(answer) <= MAX_ANSWER;
const sizeOf = (answer: Answer): number => utf8Length(JSON.stringify(answer));

/** The largest count that fits; 0 if none does. */
function largestCount(most: number, fitsWith: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fitsWith(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const listIn = (data: Data, name: string): readonly unknown[] => (Array.isArray(data[name]) ? data[name] : []);

const withList = (answer: Answer, name: string, list: readonly unknown[]): Answer => ({
  ...answer,
  data: { ...answer.data, [name]: list },
});

/** Counts the entries of the list that can be continued; otherwise those of all lists that were cut. */
function withTruncation(whole: Answer, kept: Answer, cuts: readonly string[], paged: Paging | undefined): Answer {
  const { truncated: _, ...rest } = kept;
  if (paged) {
    const shown = listIn(kept.data, paged.list).length;
    const end = paged.offset + shown;
    return end >= paged.total && paged.offset === 0
      ? rest
      : { ...rest, truncated: { total: paged.total, shown, ...(end < paged.total && { cursor: String(end) }) } };
  }
  const count = (answer: Answer) => cuts.reduce((sum, list) => sum + listIn(answer.data, list).length, 0);
  const [total, shown] = [count(whole), count(kept)];
  return total === shown ? rest : { ...rest, truncated: { total, shown } };
}

function mapTexts(value: unknown, limit: number): unknown {
  if (typeof value === 'string') return shortened(printable(value), limit);
  if (Array.isArray(value)) return value.map(each => mapTexts(each, limit));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [printable(key), mapTexts(each, limit)]));
}

/** `the beginning... (1,234 more characters)` */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = limit - 40;
  const more = (text.length - room).toLocaleString('en-US');
  return `${text.slice(0, room).replace(/[\ud800-\udbff]$/, '')}... (${more} more characters)`;
}
