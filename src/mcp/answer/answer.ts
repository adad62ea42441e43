/**
 * The answer of every tool: a sentence, a verdict, a stable code, typed data and the calls that are worth making next. It is the
 * structured content of the tool's result, and as JSON its text.
 */
import { z } from 'zod';
import type { Diagnostic } from '../../base/diagnostic.ts';

/** A call that is worth making after this one. */
export const NEXT = z.object({
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  why: z.string(),
});

/** Which part of a list is in the answer. */
export const TRUNCATED = z.object({
  total: z.number().int().describe('how many there are'),
  shown: z.number().int().describe('how many are in this answer'),
  cursor: z.string().optional().describe('the argument of the same tool that continues after these'),
});

export const MAX_SUMMARY = 600;

/** The schema of an answer with this data. Each part of the data can be absent, because faults have none. */
export const answerSchema = <Shape extends z.ZodRawShape>(data: Shape) =>
  z.object({
    summary: z.string().max(MAX_SUMMARY).describe('the answer in a few words'),
    verdict: z.enum(['yes', 'no', 'undecided']),
    code: z
      .string()
      .describe('stable, for programs; the resources udon://codes/dhcp and udon://codes/explain list most'),
    data: z.object(data).partial(),
    next: z.array(NEXT),
    near: z.array(z.string()).optional().describe('names that are like the one that does not exist'),
    truncated: TRUNCATED.optional(),
  });

type Verdict = 'yes' | 'no' | 'undecided';
export type Next = z.infer<typeof NEXT>;
export type Truncated = z.infer<typeof TRUNCATED>;
export type Data = Readonly<Record<string, unknown>>;

export interface Answer<D extends Data = Data> {
  readonly summary: string;
  readonly verdict: Verdict;
  readonly code: string;
  readonly data: D;
  readonly next: readonly Next[];
  readonly near?: readonly string[] | undefined;
  readonly truncated?: Truncated | undefined;
}

/** An answer before it is made to fit. */
export interface AnswerDraft<D extends Data = Data> extends Omit<Answer<D>, 'next'> {
  readonly next?: readonly Next[];
  /** Lists of the data in the order in which they are shortened, the least important first. */
  readonly cuts?: readonly (keyof D & string)[];
  /** The list that can be continued, what its first entry is, and how many there are. */
  readonly paged?: { readonly list: keyof D & string; readonly offset: number; readonly total: number };
  /** Whether the question could not be asked. */
  readonly isFault?: true;
}

/** Of a question that cannot be asked, such as one about a name that does not exist. */
export const faultDraft = ({ code, message }: Pick<Diagnostic, 'code' | 'message'>, near: readonly string[] = []) =>
  ({
    summary: message,
    verdict: 'undecided',
    code,
    data: {},
    isFault: true,
    ...(near.length > 0 && { near }),
  }) as const satisfies AnswerDraft;

/** Where a page of a list begins. */
export const offsetOf = (cursor: string | undefined): number => Math.max(0, Number.parseInt(cursor ?? '0', 10) || 0);
