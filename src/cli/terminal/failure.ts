/** What ends a command without an answer: a line on standard error for each thing that is wrong, and exit status 2. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Result } from '../../base/result.ts';

export class Failure extends Error {
  readonly diagnostics: readonly Diagnostic[];

  /** Either a message alone, or what is wrong with the input, a line each. */
  constructor(reason: string | readonly Diagnostic[]) {
    super(typeof reason === 'string' ? reason : 'errors in the input');
    this.diagnostics = typeof reason === 'string' ? [{ code: 'failure', severity: 'error', message: reason }] : reason;
  }
}

/** The value of `result`; a fault ends the command. */
export function orFail<T>(result: Result<T, Diagnostic>): T {
  if ('error' in result) throw new Failure([result.error]);
  return result.value;
}
