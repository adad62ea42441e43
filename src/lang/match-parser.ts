/** Parses text to a match tree: the grammar of matches (man ovn-sb, Logical_Flow, match; OVN 25.03, lib/expr.c). */
import type { ISerializedGast as Production } from 'chevrotain';
import type { Integer } from './constant.ts';
import { ExpressionParser, type Parsed, type Recorded, toName } from './expression-parser.ts';
import type { Chain, Comparison, ConstantSet, Field, Match, Name } from './match-tree.ts';
import { ParserFault, spanOf } from './syntax-error.ts';
import { type RelationalOperatorText, T } from './tokens.ts';

/** OVN's limit on nested parentheses. */
const MAX_DEPTH = 100;

/** A part of the text that OVN checks as soon as it has read it. */
type Part = Match | Field | ConstantSet | (Name & { readonly kind: 'function' });

/** Whether an odd number of `!` encloses the part. */
interface MatchContext {
  readonly isNegated: boolean;
}

export type MatchPart = Recorded<Part, MatchContext>;

type Operator = RelationalOperatorText;

/** The terms after the first term of a chain. */
interface Others {
  readonly kind: Chain['kind'];
  readonly terms: readonly Match[];
}

class MatchParser extends ExpressionParser<Part, MatchContext> {
  private depth = 0;
  private isNegated = false;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  parse(text: string): Parsed<Match, MatchPart> {
    return this.run(text, () => this.match());
  }

  protected override begin(): void {
    this.depth = 0;
    this.isNegated = false;
  }

  protected override context(): MatchContext {
    return { isNegated: this.isNegated };
  }

  readonly match = this.RULE('match', (): Match => {
    const first = this.SUBRULE(this.term);
    const others = this.OR<Others | undefined>(this.chains);
    return others ? this.chain(first, others) : first;
  });

  private readonly chains = [{ ALT: () => this.andTerms() }, { ALT: () => this.orTerms() }, { ALT: () => undefined }];

  private andTerms(): Others {
    const terms: Match[] = [];
    this.AT_LEAST_ONE(() => {
      this.CONSUME(T.And);
      terms.push(this.SUBRULE1(this.term));
    });
    return { kind: 'and', terms };
  }

  private orTerms(): Others {
    const terms: Match[] = [];
    this.AT_LEAST_ONE1(() => {
      this.CONSUME(T.Or);
      terms.push(this.SUBRULE2(this.term));
    });
    return { kind: 'or', terms };
  }

  private chain(first: Match, { kind, terms }: Others): Match {
    return this.ACTION(() => {
      if (this.isNext(T.And, T.Or)) this.fail('&& and || must be parenthesized when used together.');
      return { kind, operands: [first, ...terms], offset: first.offset, end: terms.at(-1)!.end };
    });
  }

  private readonly term = this.RULE('term', (): Match => {
    const not = this.OPTION(() => this.CONSUME(T.Not));
    if (not) this.isNegated = !this.isNegated;
    const primary = this.OR<Match>(this.primaries);
    return this.ACTION(() => {
      if (!not) return primary;
      this.isNegated = !this.isNegated;
      return this.complete({ kind: 'not', operand: primary, offset: not.startOffset, end: primary.end });
    });
  });

  private readonly primaries = {
    DEF: [
      { ALT: () => this.SUBRULE(this.group) },
      { GATE: () => this.LA(2).tokenType === T.LeftParen, ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.fieldFirst) },
      { ALT: () => this.SUBRULE(this.constantFirst) },
    ],
    ERR_MSG: 'expecting constant',
    MAX_LOOKAHEAD: 1,
  };

  private readonly group = this.RULE('group', (): Match => {
    const open = this.CONSUME(T.LeftParen);
    this.ACTION(() => {
      if (this.depth++ >= MAX_DEPTH) this.fail('Parentheses nested too deeply.');
    });
    const match = this.SUBRULE(this.match);
    const close = this.CONSUME(T.RightParen);
    this.ACTION(() => this.depth--);
    return { kind: 'group', match, offset: open.startOffset, end: spanOf(close).end };
  });

  private readonly call = this.RULE('call', (): Match => {
    const name = toName(this.CONSUME(T.Id));
    this.CONSUME(T.LeftParen);
    this.record(() => ({ kind: 'function', ...name }));
    const argument = this.CONSUME(T.String);
    const close = this.CONSUME(T.RightParen);
    return { kind: 'call', name, argument: argument.payload as string, offset: name.offset, end: spanOf(close).end };
  });

  private readonly fieldFirst = this.RULE('fieldFirst', (): Match => {
    const field = this.SUBRULE(this.field);
    this.ACTION(() => {
      this.complete(field);
      if (this.isNext(T.Assign)) throw new ParserFault('expecting relational operator', this.LA(1), 'syntax');
    });
    const relation = this.OPTION(this.relation);
    return this.ACTION(() => {
      const { offset, end } = field;
      if (!relation) return this.complete({ kind: 'test', field, offset, end });
      return this.complete({
        kind: 'comparison',
        field,
        ...relation,
        isReversed: false,
        offset,
        end: relation.constants.end,
      });
    });
  });

  private readonly relation = () => {
    const operator = this.CONSUME(T.RelationalOperator).image as Operator;
    const constants = this.SUBRULE(this.constantSet);
    this.record(() => constants);
    return { operator, constants };
  };

  private readonly constantFirst = this.RULE('constantFirst', (): Match => {
    const left = this.SUBRULE(this.constantSet);
    this.record(() => left);
    return this.OR<Match>({
      DEF: [
        { ALT: () => this.relationOf(left) },
        { GATE: () => truthOf(left) !== undefined, ALT: () => this.ACTION(() => literal(left)) },
      ],
      ERR_MSG: 'expecting relational operator',
    });
  });

  private relationOf(left: ConstantSet): Match {
    const operator = this.CONSUME(T.RelationalOperator).image as Operator;
    const field = this.SUBRULE(this.field);
    this.record(() => field);
    const right = this.OPTION(() => {
      const rightOperator = this.CONSUME1(T.RelationalOperator).image as Operator;
      const constants = this.SUBRULE1(this.constantSet);
      this.record(() => constants);
      return { rightOperator, right: constants };
    });
    return this.ACTION(() => {
      if (!right) return this.complete(reversed(field, operator, left));
      const { offset } = left;
      return this.complete({
        kind: 'range',
        left,
        leftOperator: operator,
        field,
        ...right,
        offset,
        end: right.right.end,
      });
    });
  }

  private complete<P extends Part>(part: P): P {
    this.record(() => part);
    return part;
  }

  private fail(message: string): never {
    throw new ParserFault(message, this.LA(1));
  }
}

const literal = (set: ConstantSet): Match => ({
  kind: 'literal',
  value: truthOf(set) === true,
  offset: set.offset,
  end: set.end,
});

function reversed(field: Field, operator: Operator, constants: ConstantSet): Comparison {
  return { kind: 'comparison', field, operator, constants, isReversed: true, offset: constants.offset, end: field.end };
}

/** A decimal 0 or 1 alone is a match. */
function truthOf({ isBraced, constants }: ConstantSet): boolean | undefined {
  const integer = isBraced || constants[0]?.kind !== 'integer' ? undefined : (constants[0].integer as Integer);
  const isTruth = integer?.notation === 'decimal' && integer.mask === undefined && integer.value <= 1n;
  return isTruth ? integer.value === 1n : undefined;
}

let parser: MatchParser | undefined;

const matchParser = (): MatchParser => {
  parser ??= new MatchParser();
  return parser;
};

/** Parses `text` as one match. It never throws. */
export const parseMatch = (text: string): Parsed<Match, MatchPart> => matchParser().parse(text);

/** The grammar of matches, for display. */
export const matchProductions = (): Production[] => matchParser().getSerializedGastProductions();
