/** Ends a command without an answer: one line on standard error for each fault, and exit status 2. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Result } from '../../base/result.ts';

export class Failure extends Error {
  readonly diagnostics: readonly Diagnostic[];

  /** A message, or the diagnostics of the input. */
  constructor(reason: string | readonly Diagnostic[]) {
    super(typeof reason === 'string' ? reason : 'errors in the input');
    this.diagnostics = typeof reason === 'string' ? [{ code: 'failure', severity: 'error', message: reason }] : reason;
  }
}

/** Returns the value of `result`. A fault ends the command. */
export function orFail<T>(result: Result<T, Diagnostic>): T {
  if ('error' in result) throw new Failure([result.error]);
  return result.value;
}
