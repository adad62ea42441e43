/** Functions that can fail: their results, faults with codes, and how results are joined. */
import type { Checked, Diagnostic } from './diagnostic.ts';

/**
 * A value, or the one fault that prevents it, for functions that stop at the first fault. Functions that collect all
 * faults return `Checked` (diagnostic.ts). Test with `'error' in result`.
 */
export type Result<T, E = string> = { readonly value: T } | { readonly error: E };

/** An error, as a sentence for people and as a code for programs. */
export interface Fault<Code extends string = string> extends Diagnostic {
  readonly code: Code;
  readonly severity: 'error';
}

export const failed = <Code extends string>(code: Code, message: string): { readonly error: Fault<Code> } => ({
  error: { code, severity: 'error', message },
});

export const mapResult = <A, B, E>(result: Result<A, E>, convert: (value: A) => B): Result<B, E> =>
  'error' in result ? result : { value: convert(result.value) };

/** The values of all `results`, or the first error among them. */
export function allOf<T, E>(results: readonly Result<T, E>[]): Result<readonly T[], E> {
  const values: T[] = [];
  for (const result of results) {
    if ('error' in result) return result;
    values.push(result.value);
  }
  return { value: values };
}

/** Passes the value of a step to the next step. Without a value, the result has the diagnostics of the failed step. */
export async function continueWith<A, B>(
  { value, diagnostics }: Checked<A>,
  next: (value: A) => Checked<B> | Promise<Checked<B>>,
): Promise<Checked<B>> {
  if (value === undefined) return { diagnostics };
  const result = await next(value);
  return result.value === undefined ? result : { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
}
