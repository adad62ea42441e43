/**
 * Parses text to an action tree, in the general form of actions (man ovn-sb, Logical_Flow, actions; OVN 25.03,
 * lib/actions.c).
 */
import { EOF, type IToken, type ISerializedGast as Production } from 'chevrotain';
import type { Call, Statement } from './action-tree.ts';
import { ExpressionParser, type Parsed, type Recorded, toName } from './expression-parser.ts';
import { endToken, type Token, tokenize } from './lexer.ts';
import type { Constant, Field, Span } from './match-tree.ts';
import { insertParentheses } from './missing-parentheses.ts';
import { ParserFault, spanOf } from './syntax-error.ts';
import { T } from './tokens.ts';

/** OVN's limit on nested blocks. */
const MAX_DEPTH = 32;

/** A limit on nested parentheses. No action needs as many. */
const MAX_PARENTHESES = 100;

/** A part of the text that OVN checks as soon as it has read it. */
type Part =
  | Statement
  | Field
  /** The left side of an assignment whose right side does not begin with a name. */
  | (Span & { readonly kind: 'load'; readonly left: Field })
  /** An action whose result goes to `left`. As in any call, the end of its arguments may be missing. */
  | (Span & { readonly kind: 'value'; readonly left: Field; readonly call: Call });

interface BlockContext {
  /** The actions whose blocks enclose this part, outermost first. */
  readonly blocks: readonly string[];
}

export type ActionPart = Recorded<Part, BlockContext>;

class ActionParser extends ExpressionParser<Part, BlockContext> {
  private blocks: readonly string[] = [];
  private parentheses = 0;
  /** The left side of an assignment while its value is read. */
  private left: Field | undefined;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  parse(text: string): Parsed<readonly Statement[], ActionPart> {
    const parsed = this.run(text, () => this.actions());
    if (!parsed.error || !text.includes('ct_lb')) return parsed;
    const repaired = this.runOn(insertParentheses([...tokenize(text), endToken(text)]), () => this.actions());
    return repaired.error ? parsed : repaired;
  }

  protected override begin(): void {
    this.blocks = [];
    this.parentheses = 0;
    this.left = undefined;
  }

  protected override context(): BlockContext {
    return { blocks: this.blocks };
  }

  readonly actions = this.RULE('actions', (): readonly Statement[] => this.OR(this.lists));

  private readonly lists = [
    { GATE: () => this.LA(1).image === 'drop', ALT: () => this.SUBRULE(this.drop) },
    { ALT: () => this.SUBRULE(this.statements) },
  ];

  /** `drop;` alone is the empty list. Anywhere else it is not an action. */
  private readonly drop = this.RULE('drop', (): readonly Statement[] => {
    this.CONSUME(T.Id, { LABEL: '"drop"' });
    this.CONSUME(T.Semicolon);
    this.ACTION(() => this.checkEnd(this.blocks.length > 0 ? "expecting `}'" : 'expecting end of input'));
    return [];
  });

  private readonly statements = this.RULE('statements', (): readonly Statement[] => {
    const statements: Statement[] = [];
    this.MANY(() => statements.push(this.SUBRULE(this.statement)));
    this.ACTION(() => this.checkEnd(''));
    return statements;
  });

  /** Throws unless the list of actions ends here. */
  private checkEnd(expecting: string): void {
    const next = this.LA(1);
    if (next.tokenType === T.Template) throw new ParserFault('Unexpanded template.', next);
    if (next.tokenType !== (this.blocks.length > 0 ? T.RightCurly : EOF))
      throw new ParserFault(expecting, next, 'syntax');
  }

  private readonly statement = this.RULE('statement', (): Statement => {
    const statement = this.OR<Statement>(this.kinds);
    this.record(() => statement);
    this.CONSUME(T.Semicolon);
    return statement;
  });

  private readonly kinds = {
    DEF: [{ GATE: () => this.isSet(), ALT: () => this.SUBRULE(this.set) }, { ALT: () => this.SUBRULE(this.call) }],
    ERR_MSG: '',
    MAX_LOOKAHEAD: 1,
  };

  private isSet(): boolean {
    return [T.Assign, T.Exchange, T.LeftSquare].includes(this.LA(2).tokenType);
  }

  private readonly set = this.RULE('set', (): Statement => {
    const left = this.SUBRULE(this.field);
    this.record(() => left);
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
            const { end } = spanOf(this.CONSUME(T.Assign));
            this.ACTION(() => {
              this.left = left;
              if (!this.isNext(T.Id)) this.record(() => ({ kind: 'load', left, offset, end }));
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
    this.OR<Field | Constant | Call>(this.values),
  );

  private readonly values = {
    DEF: [
      { GATE: () => this.LA(2).tokenType === T.LeftParen, ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.field) },
      { ALT: () => this.SUBRULE(this.constant) },
    ],
    ERR_MSG: 'expecting constant',
    MAX_LOOKAHEAD: 1,
  };

  private readonly call = this.RULE('call', (): Call => {
    const name = toName(this.CONSUME(T.Id));
    const tokens: Token[] = [];
    this.ACTION(() => this.sawCall({ kind: 'call', name, tokens, offset: name.offset, end: name.end }));
    this.OPTION(() => this.SUBRULE(this.group, { ARGS: [tokens] }));
    this.OPTION1(() => tokens.push(this.CONSUME(T.Decrement) as Token));
    this.ACTION(() => tokens.push(this.LA(1) as Token));
    const block = this.OPTION2(() => this.SUBRULE(this.block, { ARGS: [name.name] }));
    return this.ACTION(() => {
      const end = block?.end ?? (tokens.length > 1 ? spanOf(tokens.at(-2)!).end : name.end);
      return { kind: 'call', name, tokens, ...(block && { block: block.statements }), offset: name.offset, end };
    });
  });

  private readonly group = this.RULE('group', (tokens: Token[]): void => {
    const take = (token: IToken) => this.ACTION(() => tokens.push(token as Token));
    take(this.CONSUME(T.LeftParen));
    this.ACTION(() => {
      if (++this.parentheses > MAX_PARENTHESES) throw new ParserFault('', this.LA(1), 'syntax');
    });
    const alternatives = [
      { ALT: () => take(this.CONSUME(T.Argument)) },
      { ALT: () => this.SUBRULE(this.group, { ARGS: [tokens] }) },
    ];
    this.MANY(() => this.OR(alternatives));
    take(this.CONSUME(T.RightParen));
    this.ACTION(() => this.parentheses--);
  });

  private readonly block = this.RULE('block', (name: string) => {
    this.CONSUME(T.LeftCurly);
    this.ACTION(() => {
      this.blocks = [...this.blocks, name];
      if (this.blocks.length === MAX_DEPTH)
        throw new ParserFault('maximum depth of nested actions reached', this.LA(1));
    });
    const statements = this.SUBRULE(this.actions);
    const { end } = spanOf(this.CONSUME(T.RightCurly));
    this.ACTION(() => {
      this.blocks = this.blocks.slice(0, -1);
    });
    return { statements, end };
  });

  /** Runs for each call before its arguments are read. */
  private sawCall(call: Call): void {
    const left = this.left;
    const { offset, end } = call;
    this.record(() => (left ? { kind: 'value', left, call, offset, end } : call));
    this.left = undefined;
  }
}

let parser: ActionParser | undefined;

const actionParser = (): ActionParser => {
  parser ??= new ActionParser();
  return parser;
};

/** Parses `text` as a list of actions. It never throws. */
export const parseActions = (text: string): Parsed<readonly Statement[], ActionPart> => actionParser().parse(text);

/** The grammar of lists of actions, for display. */
export const actionProductions = (): Production[] => actionParser().getSerializedGastProductions();
