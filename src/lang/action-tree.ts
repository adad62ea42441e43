/**
 * Actions as written, in their general form: assignments, exchanges and named actions. Each named action has its own
 * syntax between the parentheses. So arguments stay tokens here; the rows in sema/actions read them.
 */
import type { Token } from './lexer.ts';
import type { Constant, Field, Name, Span } from './match-tree.ts';

export type Statement =
  | (Span & { readonly kind: 'assign'; readonly left: Field; readonly right: Field | Constant | Call })
  | (Span & { readonly kind: 'exchange'; readonly left: Field; readonly right: Field })
  | Call;

/** `ct_next;`, `ct_dnat(10.0.0.1);`, `clone { ... };` or `ip.ttl--;`. The argument of the last one is the `--`. */
export interface Call extends Span {
  readonly kind: 'call';
  readonly name: Name;
  /** From the opening parenthesis to the closing one, both included, and the token that follows. */
  readonly tokens: readonly Token[];
  readonly block?: readonly Statement[];
}
