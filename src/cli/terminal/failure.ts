/** What ends a command without an answer: one line on standard error, and exit status 2. */
import type { Diagnostic } from '../../base/diagnostic.ts';

export class Failure extends Error {
  readonly diagnostics: readonly Diagnostic[];

  /** Either a message alone, or what is wrong with the input, a line each. */
  constructor(reason: string | readonly Diagnostic[]) {
    super(typeof reason === 'string' ? reason : 'errors in the input');
    this.diagnostics = typeof reason === 'string' ? [{ code: 'failure', severity: 'error', message: reason }] : reason;
  }
}
