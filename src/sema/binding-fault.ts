/** What is wrong with the meaning of a text that parses: thrown while binding, and caught where binding started. */
import type { Result } from '../base/result.ts';
import type { Span } from '../lang/match-tree.ts';
import type { ParseError } from '../lang/syntax-error.ts';

export class BindingFault extends Error {
  readonly span: Span;

  /** `message` is OVN's, whole. */
  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }

  describe(): ParseError {
    return { message: this.message, offset: this.span.offset, end: this.span.end };
  }
}

/** Refuses `span` if there is anything wrong with it. */
export function throwIf(message: string | undefined, span: Span): void {
  if (message !== undefined) throw new BindingFault(message, span);
}

/** A refusal that OVN words as a syntax error at `image`. */
export const unexpectedText = (image: string, expecting: string, span: Span): BindingFault =>
  new BindingFault(`Syntax error at \`${image}' ${expecting}.`, span);

/** What `make` returns, or the error of the refusal it threw. */
export function toResult<T>(make: () => T): Result<T, ParseError> {
  try {
    return { value: make() };
  } catch (fault) {
    if (fault instanceof BindingFault) return { error: fault.describe() };
    throw fault;
  }
}
