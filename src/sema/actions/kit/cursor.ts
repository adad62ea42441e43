/**
 * Reads the arguments of one action, token by token. Faults have OVN's words (OVN 25.03, lib/lex.c). The last token is
 * the one after the action; it is never consumed.
 */

import type { Call } from '../../../lang/action-tree.ts';
import type { Integer } from '../../../lang/constant.ts';
import type { Token } from '../../../lang/lexer.ts';
import type { Field, Span } from '../../../lang/match-tree.ts';
import { isInserted } from '../../../lang/missing-parentheses.ts';
import { spanOf, syntaxError } from '../../../lang/syntax-error.ts';
import { T } from '../../../lang/tokens.ts';
import type { Release } from '../../../ovn/release/release.ts';
import { BindingFault } from '../../binding-fault.ts';
import { bindName, bindSelection } from '../../match/bind-operands.ts';

export type TokenName = keyof typeof T;

export class Cursor {
  /** The span of the field that gets the result; the action's name if there is none. */
  readonly destination: Span;
  private readonly name: Span;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor({ name, tokens }: Call, destination: Span = name) {
    this.name = name;
    this.tokens = tokens.filter(token => !isInserted(token));
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

  /** Reads the next token, which must be one of `words`. */
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

  /** Reads a decimal integer below 2**31, if it is the next token. */
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

  /** The next token as an integer without a mask, in one of `notations`. It is not consumed. */
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

  /** Reads a field of `release`. Its name is checked before its bits are read. */
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

  /** A fault at the next token: "Syntax error at `,' expecting `)'." */
  unexpected(expecting = ''): BindingFault {
    const error = syntaxError(this.peek(), expecting);
    return new BindingFault(error.message, error);
  }

  /** Whether only the semicolon after the action is left. */
  get isAtEnd(): boolean {
    return this.is('Semicolon') && this.position === this.tokens.length - 1;
  }

  /** A fault at the token in place of that semicolon, or after a semicolon that comes too early. */
  unfinished(): BindingFault {
    return this.match('Semicolon') ? this.unexpected() : this.unexpected("expecting `;'");
  }

  /** A fault of `span` with this message. If the next token is invalid, its error comes first. */
  fault(message: string, span: Span = this.since(this.name)): BindingFault {
    return this.is('Invalid') ? this.unexpected() : new BindingFault(message, span);
  }

  /** The span from `first` to the last token read. */
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
