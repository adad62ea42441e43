/** A fault in the meaning of a text that parses. It is thrown while binding, and caught where binding begins. */
import type { Result } from '../base/result.ts';
import type { Span } from '../lang/match-tree.ts';
import type { ParseError } from '../lang/syntax-error.ts';

export class BindingFault extends Error {
  private readonly place: Omit<ParseError, 'message'>;

  /** `message` is OVN's complete message. */
  constructor(message: string, { offset, end }: Span, isUnknownName = false) {
    super(message);
    this.place = { offset, end, ...(isUnknownName && { isUnknownName }) };
  }

  describe(): ParseError {
    return { message: this.message, ...this.place };
  }
}

/** Throws a fault of `span` if there is a message. */
export function throwIf(message: string | undefined, span: Span): void {
  if (message !== undefined) throw new BindingFault(message, span);
}

/** A fault that OVN reports as a syntax error at `image`. */
export const unexpectedText = (image: string, expecting: string, span: Span): BindingFault =>
  new BindingFault(`Syntax error at \`${image}' ${expecting}.`, span);

/** A name that OVN does not know. */
export const unknownName = (name: string, expecting: string, span: Span): BindingFault =>
  new BindingFault(unexpectedText(name, expecting, span).message, span, true);

/** The value that `make` returns, or the error of the fault that it throws. */
export function toResult<T>(make: () => T): Result<T, ParseError> {
  try {
    return { value: make() };
  } catch (fault) {
    if (fault instanceof BindingFault) return { error: fault.describe() };
    throw fault;
  }
}
