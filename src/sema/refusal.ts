/** What is wrong with the meaning of a text that parses: thrown while binding, and caught where binding started. */
import type { Span } from '../lang/match-tree.ts';
import type { ParseError } from '../lang/syntax-error.ts';

export class Refusal extends Error {
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
export function refuseIf(message: string | undefined, span: Span): void {
  if (message !== undefined) throw new Refusal(message, span);
}

/** A refusal that OVN words as a syntax error at `image`. */
export const unexpected = (image: string, expecting: string, span: Span): Refusal =>
  new Refusal(`Syntax error at \`${image}' ${expecting}.`, span);

/** What `make` returns, or the error of the refusal it threw. */
export function orRefusal<T>(make: () => T): { readonly value: T } | { readonly error: ParseError } {
  try {
    return { value: make() };
  } catch (failure) {
    if (failure instanceof Refusal) return { error: failure.describe() };
    throw failure;
  }
}
