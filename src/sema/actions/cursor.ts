/**
 * Reads the arguments of one action, token by token; what does not fit is refused in OVN's words (OVN 25.03, lib/lex.c).
 * The last token stands behind the action and is never consumed.
 */
import { type Integer, printInteger } from '../../lang/constant.ts';
import type { Token } from '../../lang/lexer.ts';
import type { Field, Span } from '../../lang/match-tree.ts';
import { T } from '../../lang/tokens.ts';
import { Refusal } from '../refusal.ts';

export type TokenName = keyof typeof T;

export class Cursor {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
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

  field(): Field {
    if (!this.is('Id')) throw this.unexpected('expecting field name');
    const { image: name, ...token } = this.next();
    const span = { offset: token.startOffset, end: token.startOffset + name.length };
    const field: Field = { kind: 'field', name: { name, ...span }, ...span };
    if (!this.match('LeftSquare')) return field;
    const low = this.smallInteger();
    const high = this.match('Ellipsis') ? this.smallInteger() : low;
    this.force('RightSquare');
    return { ...field, bits: { low, high } };
  }

  /** A refusal of the token that stands here: "Syntax error at `,' expecting `)'." */
  unexpected(expecting = ''): Refusal {
    const { image } = this.peek();
    const where = image === '' ? 'at end of input' : `at \`${image}'`;
    return this.refusal(`Syntax error ${where}${expecting && ` ${expecting}`}.`);
  }

  /** A refusal whose whole message is `message`; where there is no token at all, that comes first. */
  refusal(message: string): Refusal {
    const token = this.peek();
    return new Refusal(token.tokenType === T.Invalid ? String(token.payload) : message, this.span());
  }

  span(): Span {
    const { startOffset, image } = this.peek();
    return Number.isNaN(startOffset) ? { offset: 0, end: 0 } : { offset: startOffset, end: startOffset + image.length };
  }

  private smallInteger(): number {
    const value = this.matchSmallInteger();
    if (value === undefined) throw this.unexpected('expecting small integer');
    return value;
  }
}

export const printAddress = (address: Integer): string => printInteger(address);
