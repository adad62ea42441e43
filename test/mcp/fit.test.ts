/** Answers fit in 8 KB: the least important lists lose entries first, then texts their ends. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerDraft } from '../../src/mcp/answer/answer.ts';
import { fitted, MAX_ANSWER } from '../../src/mcp/answer/fit.ts';

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const entries = (count: number, length = 50): string[] =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'x'));
const draft = (data: AnswerDraft['data'], more: Partial<AnswerDraft> = {}): AnswerDraft => ({
  ...{ summary: 'it is', verdict: 'yes', code: 'found' },
  data,
  ...more,
});

describe('fitted', () => {
  test('leaves a small answer as it is', () => {
    expect(fitted(draft({ list: ['a'] }, { cuts: ['list'] }))).toEqual({ ...draft({ list: ['a'] }), next: [] });
  });

  test('shortens the least important list, and only as much as needed', () => {
    const answer = fitted(draft({ least: entries(500), most: entries(50) }, { cuts: ['least', 'most'] }));
    const { least, most } = answer.data as Record<string, string[]>;
    expect(most).toHaveLength(50);
    expect(least!.length).toBeGreaterThan(50);
    expect(sizeOf(answer)).toBeLessThanOrEqual(MAX_ANSWER);
    const oneMore = { ...answer, data: { ...answer.data, least: entries(least!.length + 1) } };
    expect(sizeOf(oneMore)).toBeGreaterThan(MAX_ANSWER);
    expect(answer.truncated).toEqual({ total: 550, shown: least!.length + 50 });
  });

  test('a page has the cursor of the next one; the last has none', () => {
    const page = (offset: number, count: number) =>
      fitted(
        draft({ list: entries(count) }, { cuts: ['list'], paged: { list: 'list', offset, total: offset + count } }),
      );
    const first = page(0, 1000);
    const shown = (first.data.list as string[]).length;
    expect(first.truncated).toEqual({ total: 1000, shown, cursor: String(shown) });
    expect(page(990, 10).truncated).toEqual({ total: 1000, shown: 10 });
    expect(page(0, 10).truncated).toBeUndefined();
  });

  test('texts that are too long lose their ends, and say so', () => {
    const { data, summary } = fitted(draft({ match: 'x'.repeat(50_000) }, { summary: 's'.repeat(5_000) }));
    expect(data.match).toMatch(/^x+\.\.\. \(49,040 more characters\)$/);
    expect(summary.length).toBeLessThanOrEqual(600);
  });

  test('no answer is larger, and no text has characters that hide or reorder others', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3000 });
    const list = fc.array(fc.record({ name: text, inner: fc.array(text, { maxLength: 5 }) }), { maxLength: 60 });
    fc.assert(
      fc.property(list, list, text, (one, two, summary) => {
        const answer = fitted(draft({ one, two, scalar: summary }, { summary, cuts: ['two', 'one'] }));
        expect(sizeOf(answer)).toBeLessThanOrEqual(MAX_ANSWER);
        expect(answer.summary.length).toBeLessThanOrEqual(600);
        expect(answer.summary).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 60 },
    );
  });
});
