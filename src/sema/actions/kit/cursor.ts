/**
 * Reads the arguments of one action, token by token; what does not fit is refused in OVN's words (OVN 25.03, lib/lex.c).
 * The last token stands behind the action and is never consumed.
 */

import type { Call } from '../../../lang/action-tree.ts';
import type { Integer } from '../../../lang/constant.ts';
import type { Token } from '../../../lang/lexer.ts';
import { isPutIn } from '../../../lang/loose-end.ts';
import type { Field, Span } from '../../../lang/match-tree.ts';
import { spanOf, syntaxError } from '../../../lang/syntax-error.ts';
import { T } from '../../../lang/tokens.ts';
import type { Release } from '../../../ovn/release/release.ts';
import { BindingFault } from '../../binding-fault.ts';
import { bindName, bindSelection } from '../../match/bind-operands.ts';

export type TokenName = keyof typeof T;

export class Cursor {
  /** Where the result goes, if it goes anywhere. */
  readonly destination: Span;
  private readonly name: Span;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor({ name, tokens }: Call, destination: Span = name) {
    this.name = name;
    this.tokens = tokens.filter(token => !isPutIn(token));
    this.destination = destination;
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]!;
  }

  is(name: TokenName): boolean {
    return this.peek().tokenType === T[name];
  }

  isWord(word: string): boolean {
    return this.is('Id') && this.peek().image === word;
  }

  next(): Token {
    const token = this.peek();
    if (this.position < this.tokens.length - 1) this.position++;
    return token;
  }

  match(name: TokenName): boolean {
    const matches = this.is(name);
    if (matches) this.next();
    return matches;
  }

  matchWord(word: string): boolean {
    const matches = this.isWord(word);
    if (matches) this.next();
    return matches;
  }

  force(name: TokenName): void {
    if (!this.match(name)) throw this.unexpected(`expecting ${T[name].LABEL}`);
  }

  /** The word among `words` that stands here. */
  oneOf<W extends string>(words: readonly W[], otherwise: string): W {
    const word = words.find(candidate => this.isWord(candidate));
    if (!word) throw this.unexpected(otherwise);
    this.next();
    return word;
  }

  string(otherwise = 'expecting string'): string {
    if (!this.is('String')) throw this.unexpected(otherwise);
    return this.next().payload as string;
  }

  /** A decimal integer below 2**31, if one stands here. */
  matchSmallInteger(): number | undefined {
    const integer = this.integer('decimal');
    if (!integer || integer.value >= 2n ** 31n) return undefined;
    this.next();
    return Number(integer.value);
  }

  uint16(what: string): number {
    const integer = this.integer('decimal');
    if (!integer || integer.value > 0xffffn) throw this.unexpected(`expecting ${what}`);
    this.next();
    return Number(integer.value);
  }

  /** The integer without a mask that stands here, if it is in one of `notations`; it is not consumed. */
  integer(...notations: Integer['notation'][]): Integer | undefined {
    if (!this.is('Integer')) return undefined;
    const integer = this.peek().payload as Integer;
    return integer.mask === undefined && notations.includes(integer.notation) ? integer : undefined;
  }

  address(otherwise: string, ...notations: ('ipv4' | 'ipv6')[]): Integer {
    const integer = this.integer(...notations);
    if (!integer) throw this.unexpected(otherwise);
    this.next();
    return integer;
  }

  /** A field of `release`; its name is looked up where it stands. */
  field(release?: Release): Field {
    if (!this.is('Id')) throw this.unexpected('expecting field name');
    const token = this.next();
    const span = spanOf(token);
    const name = { name: token.image, ...span };
    bindName(name, release);
    const field: Field = { kind: 'field', name, ...span };
    if (!this.match('LeftSquare')) return field;
    bindSelection(name, release);
    const low = this.smallInteger();
    const high = this.match('Ellipsis') ? this.smallInteger() : low;
    this.force('RightSquare');
    return { ...field, ...this.since(span), bits: { low, high } };
  }

  /** A refusal of the token that stands here: "Syntax error at `,' expecting `)'." */
  unexpected(expecting = ''): BindingFault {
    const error = syntaxError(this.peek(), expecting);
    return new BindingFault(error.message, error);
  }

  /** Whether all was read but the semicolon behind the action. */
  get isAtEnd(): boolean {
    return this.is('Semicolon') && this.position === this.tokens.length - 1;
  }

  /** A refusal of what stands here in the place of that semicolon, or behind one that comes too early. */
  unfinished(): BindingFault {
    return this.match('Semicolon') ? this.unexpected() : this.unexpected("expecting `;'");
  }

  /** A refusal of `span`, with all of its message; but if what stands here is no token at all, that comes first. */
  fault(message: string, span: Span = this.since(this.name)): BindingFault {
    return this.is('Invalid') ? this.unexpected() : new BindingFault(message, span);
  }

  /** All that was read from `first` on. */
  since({ offset }: Pick<Span, 'offset'>): Span {
    return { offset, end: this.position > 0 ? spanOf(this.tokens[this.position - 1]!).end : this.name.end };
  }

  private smallInteger(): number {
    const value = this.matchSmallInteger();
    if (value === undefined) throw this.unexpected('expecting small integer');
    return value;
  }
}

/** `true` or `false`, as a word or as a string. */
export function readBoolean(cursor: Cursor): boolean {
  const token = cursor.peek();
  const word = cursor.is('String') ? token.payload : cursor.is('Id') ? token.image : undefined;
  if (word !== 'true' && word !== 'false') throw cursor.unexpected('expecting true or false');
  cursor.next();
  return word === 'true';
}
