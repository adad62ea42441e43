/**
 * The part that the parsers of matches and actions share: fields, constants and the end of a parse. OVN checks names
 * while it parses, so it reports the first error in reading order, of syntax or of meaning. udon does these in two
 * steps. To report the same error, `completed` keeps the parts that were read before a syntax error.
 */
import { EmbeddedActionsParser, type IToken, type TokenType } from 'chevrotain';
import type { Integer } from './constant.ts';
import { endToken, type Token, tokenize } from './lexer.ts';
import type { Constant, ConstantSet, Field, Name, Span } from './match-tree.ts';
import { expectations, type ParseError, ParserFault, spanOf, syntaxError } from './syntax-error.ts';
import { ALL_TOKENS, T } from './tokens.ts';

/** The tree of a whole text, or its error. */
export type Parsed<Tree, Part> = { readonly tree: Tree; readonly error?: undefined } | Unparsed<Part>;

export interface Unparsed<Part> {
  readonly error: ParseError;
  /** The token at which the error is. */
  readonly token: Token;
  /** The end of the token before it. */
  readonly before: number;
  /** The parts that were read before it, in reading order. */
  readonly completed: readonly Part[];
}

/** A part that OVN looks up as soon as it is read: a name, the name of a field before its bits, or a set so far. */
export type NameUse =
  | (Name & { readonly kind: 'name' })
  | (Span & { readonly kind: 'selection'; readonly name: Name })
  | ConstantSet;

/** OVN reads one token ahead of an error of meaning. If that token is invalid, OVN reports it first. */
export const isFollowedByError = ({ end }: Span, { error, before }: Unparsed<unknown>): boolean =>
  error.isLexical === true && end === before;

/** A part that can be checked by itself, and the context that the check needs. */
export type Recorded<Part, Context> = { readonly part: Part | NameUse } & Context;

export abstract class ExpressionParser<Part, Context> extends EmbeddedActionsParser {
  private completed: Recorded<Part, Context>[] = [];
  private isRecording = false;

  constructor() {
    super(ALL_TOKENS, { errorMessageProvider: expectations, maxLookahead: 2, skipValidations: true });
  }

  readonly field = this.RULE('field', (): Field => {
    const name = toName(this.CONSUME(T.Id, { ERR_MSG: 'expecting field name' }));
    this.record(() => ({ kind: 'name', ...name }));
    const selection = this.OPTION(() => {
      const { end } = spanOf(this.CONSUME(T.LeftSquare));
      this.record(() => ({ kind: 'selection', name, offset: name.offset, end }));
      const low = this.SUBRULE(this.smallInteger);
      const high = this.OPTION1(() => {
        this.CONSUME(T.Ellipsis);
        return this.SUBRULE1(this.smallInteger);
      });
      return { bits: { low, high: high ?? low }, end: spanOf(this.CONSUME(T.RightSquare)).end };
    });
    return { kind: 'field', name, offset: name.offset, end: name.end, ...selection };
  });

  private readonly smallInteger = this.RULE('smallInteger', (): number => {
    const token = this.CONSUME(T.Integer, { ERR_MSG: 'expecting small integer' });
    return this.ACTION(() => {
      const { notation, mask, value } = token.payload as Integer;
      if (notation === 'decimal' && mask === undefined && value < 2n ** 31n) return Number(value);
      throw new ParserFault('expecting small integer', token, 'syntax');
    });
  });

  readonly constantSet = this.RULE('constantSet', (): ConstantSet => this.OR(this.setForms));

  /** Alternatives are fields of the class, so they are made only once. */
  private readonly setForms = {
    DEF: [{ ALT: () => this.SUBRULE(this.bracedSet) }, { ALT: () => setOfOne(this.SUBRULE(this.constant)) }],
    ERR_MSG: 'expecting constant',
  };

  /** The commas are optional. */
  private readonly bracedSet = this.RULE('bracedSet', (): ConstantSet => {
    const constants: Constant[] = [];
    const { offset } = spanOf(this.CONSUME(T.LeftCurly));
    this.record(() => ({ kind: 'constants', isBraced: true, constants, offset, end: offset }));
    this.AT_LEAST_ONE({
      DEF: () => {
        constants.push(this.SUBRULE1(this.constant));
        this.OPTION(() => this.CONSUME(T.Comma));
      },
      ERR_MSG: 'expecting constant',
    });
    const { end } = spanOf(this.CONSUME(T.RightCurly, { ERR_MSG: 'expecting constant' }));
    return { kind: 'constants', isBraced: true, constants, offset, end };
  });

  readonly constant = this.RULE('constant', (): Constant => this.OR(this.constantForms));

  private readonly constantForms = {
    DEF: [
      { ALT: () => integerConstant(this.CONSUME(T.Integer)) },
      { ALT: () => stringConstant(this.CONSUME(T.String)) },
      { ALT: () => setConstant('address-set', this.CONSUME(T.AddressSet)) },
      { ALT: () => setConstant('port-group', this.CONSUME(T.PortGroup)) },
      { ALT: () => setConstant('template', this.CONSUME(T.Template)) },
    ],
    ERR_MSG: 'expecting constant',
  };

  /** Runs `rule` over the whole of `text`. After a fault it runs again, to record the parts read before it. */
  protected run<Tree>(text: string, rule: () => Tree): Parsed<Tree, Recorded<Part, Context>> {
    return this.runOn([...tokenize(text), endToken(text)], rule);
  }

  protected runOn<Tree>(tokens: Token[], rule: () => Tree): Parsed<Tree, Recorded<Part, Context>> {
    const parsed = this.attempt(tokens, rule, false);
    return parsed.error ? this.attempt(tokens, rule, true) : parsed;
  }

  private attempt<Tree>(
    tokens: Token[],
    rule: () => Tree,
    isRecording: boolean,
  ): Parsed<Tree, Recorded<Part, Context>> {
    this.isRecording = isRecording;
    this.completed = [];
    this.input = tokens;
    this.begin();
    try {
      const tree = rule();
      const [fault] = this.errors;
      return fault ? this.fault(fault.token, syntaxError(fault.token, fault.message)) : { tree };
    } catch (fault) {
      if (!(fault instanceof ParserFault)) throw fault;
      return this.fault(fault.token, fault.describe());
    }
  }

  private fault(token: IToken, error: ParseError): Unparsed<Recorded<Part, Context>> {
    const before = this.input[this.input.indexOf(token) - 1];
    return { error, token: token as Token, before: before ? spanOf(before).end : 0, completed: this.completed };
  }

  /** Records a part that can be checked by itself. */
  protected record(part: () => Part | NameUse): void {
    if (this.isRecording) this.completed.push({ part: part(), ...this.context() });
  }

  /** Resets the state before a text is parsed. */
  protected abstract begin(): void;

  protected abstract context(): Context;

  protected isNext(...types: TokenType[]): boolean {
    return types.includes(this.LA(1).tokenType);
  }
}

export const toName = (token: IToken): Name => ({ name: token.image, ...spanOf(token) });

const setOfOne = (constant: Constant): ConstantSet => ({
  kind: 'constants',
  isBraced: false,
  constants: [constant],
  offset: constant.offset,
  end: constant.end,
});

const integerConstant = (token: Token): Constant => ({
  kind: 'integer',
  integer: token.payload as Integer,
  ...spanOf(token),
});
const stringConstant = (token: Token): Constant => ({
  kind: 'string',
  text: token.payload as string,
  ...spanOf(token),
});
const setConstant = (kind: 'address-set' | 'port-group' | 'template', token: Token): Constant => ({
  kind,
  name: token.payload as string,
  ...spanOf(token),
});
