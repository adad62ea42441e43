/** Text to action tree: the general form of actions (man ovn-sb, Logical_Flow, actions; OVN 25.03, lib/actions.c). */
import { EOF, type IToken } from 'chevrotain';
import type { Call, Statement } from './action-tree.ts';
import { ExpressionParser, nameOf, type Parsed, spanOf } from './expression-parser.ts';
import type { Token } from './lexer.ts';
import type { Constant, Field, Name } from './match-tree.ts';
import { Rejection } from './syntax-error.ts';
import { T } from './tokens.ts';

/** OVN's limit on blocks in blocks. */
const MAX_DEPTH = 32;

/** What OVN gives a meaning as soon as it has read it; a call may still lack the end of its arguments. */
export type ActionPart =
  | Statement
  | (Name & { readonly kind: 'name' })
  | { readonly kind: 'value'; readonly left: Field; readonly call: Call };

class ActionParser extends ExpressionParser<ActionPart> {
  private depth = 0;
  /** Set while the value of an assignment to it is read. */
  private left: Field | undefined;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  parse(text: string): Parsed<readonly Statement[], ActionPart> {
    this.depth = 0;
    this.left = undefined;
    return this.run(text, () => this.actions());
  }

  readonly actions = this.RULE('actions', (): readonly Statement[] => {
    const statements: Statement[] = [];
    this.MANY(() => statements.push(this.SUBRULE(this.statement)));
    this.ACTION(() => this.checkEnd());
    return statements;
  });

  /** Whatever does not end the list has to be an action. */
  private checkEnd(): void {
    const next = this.LA(1);
    if (next.tokenType === T.Template) throw new Rejection('Unexpanded template.', next);
    if (next.tokenType !== (this.depth > 0 ? T.RightCurly : EOF)) throw new Rejection('', next, 'syntax');
  }

  private readonly statement = this.RULE('statement', (): Statement => {
    const statement = this.OR<Statement>({
      DEF: [{ GATE: () => this.isSet(), ALT: () => this.SUBRULE(this.set) }, { ALT: () => this.SUBRULE(this.call) }],
      ERR_MSG: '',
      MAX_LOOKAHEAD: 1,
    });
    this.ACTION(() => this.completed.push(statement));
    this.CONSUME(T.Semicolon);
    return statement;
  });

  private isSet(): boolean {
    return [T.Assign, T.Exchange, T.LeftSquare].includes(this.LA(2).tokenType);
  }

  private readonly set = this.RULE('set', (): Statement => {
    const left = this.SUBRULE(this.field);
    const { offset } = left;
    return this.OR<Statement>({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(T.Exchange);
            const right = this.SUBRULE1(this.field);
            return { kind: 'exchange', left, right, offset, end: right.end };
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.Assign);
            this.ACTION(() => {
              this.left = left;
            });
            const right = this.SUBRULE(this.value);
            this.left = undefined;
            return this.ACTION(() => ({ kind: 'assign', left, right, offset, end: right.end }));
          },
        },
      ],
      ERR_MSG: "expecting `=' or `<->'",
    });
  });

  private readonly value = this.RULE('value', (): Field | Constant | Call =>
    this.OR<Field | Constant | Call>({
      DEF: [
        { GATE: () => this.LA(2).tokenType === T.LeftParen, ALT: () => this.SUBRULE(this.call) },
        { ALT: () => this.SUBRULE(this.field) },
        { ALT: () => this.SUBRULE(this.constant) },
      ],
      ERR_MSG: 'expecting constant',
      MAX_LOOKAHEAD: 1,
    }),
  );

  private readonly call = this.RULE('call', (): Call => {
    const name = nameOf(this.CONSUME(T.Id));
    const tokens: Token[] = [];
    this.ACTION(() => this.sawCall({ kind: 'call', name, tokens, offset: name.offset, end: name.end }));
    this.OPTION(() => this.SUBRULE(this.group, { ARGS: [tokens] }));
    this.OPTION1(() => tokens.push(this.CONSUME(T.Decrement) as Token));
    this.ACTION(() => tokens.push(this.LA(1) as Token));
    const block = this.OPTION2(() => this.SUBRULE(this.block));
    return this.ACTION(() => {
      const end = block?.end ?? (tokens.length > 1 ? spanOf(tokens.at(-2)!).end : name.end);
      return { kind: 'call', name, tokens, ...(block && { block: block.statements }), offset: name.offset, end };
    });
  });

  private readonly group = this.RULE('group', (tokens: Token[]): void => {
    const take = (token: IToken) => this.ACTION(() => tokens.push(token as Token));
    take(this.CONSUME(T.LeftParen));
    this.MANY(() => {
      this.OR([
        { ALT: () => take(this.CONSUME(T.Argument)) },
        { ALT: () => this.SUBRULE(this.group, { ARGS: [tokens] }) },
      ]);
    });
    take(this.CONSUME(T.RightParen));
  });

  private readonly block = this.RULE('block', () => {
    this.CONSUME(T.LeftCurly);
    this.ACTION(() => {
      if (++this.depth === MAX_DEPTH) throw new Rejection('maximum depth of nested actions reached', this.LA(1));
    });
    const statements = this.SUBRULE(this.actions);
    const { end } = spanOf(this.CONSUME(T.RightCurly));
    this.ACTION(() => this.depth--);
    return { statements, end };
  });

  protected override sawField(name: Name): void {
    this.completed.push({ kind: 'name', ...name });
  }

  /** Called for each call before its arguments are read. */
  private sawCall(call: Call): void {
    this.completed.push(this.left ? { kind: 'value', left: this.left, call } : call);
    this.left = undefined;
  }
}

let parser: ActionParser | undefined;

/** Parses `text` as a list of actions; never throws. */
export function parseActions(text: string): Parsed<readonly Statement[], ActionPart> {
  parser ??= new ActionParser();
  return parser.parse(text);
}
