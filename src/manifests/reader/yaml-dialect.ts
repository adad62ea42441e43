/**
 * YAML as kubectl reads it, which is that of libyaml and of sigs.k8s.io/yaml, where the yaml package follows YAML 1.2.
 * In quotes, brackets and braces, lines may have any indentation. `yes` and `on` are true, numbers may have underscores,
 * and a number with a leading zero is octal. Only `y` and `n` stay texts: many programs write names so, without quotes.
 */
import { Lexer, Parser, type ScalarTag, type Tags } from 'yaml';

/** Tokens of a text, each given to the parser of the yaml package. */
export function* parseTokens(text: string, onNewLine?: (offset: number) => void): ReturnType<Parser['parse']> {
  const parser = new Parser(onNewLine);
  onNewLine?.(0);
  for (const lexeme of freeLexer().lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/** The parts of the package's lexer in which the indentation of a line has no meaning for libyaml. */
const FREE_PARTS = ['parseFlowCollection', 'parseQuotedScalar'] as const;

type Part = (this: LexerState) => Generator<string, unknown>;
type LexerState = { indentNext: number } & Record<(typeof FREE_PARTS)[number], Part>;

function freeLexer(): Lexer {
  const lexer = new Lexer();
  const state = lexer as unknown as LexerState;
  for (const part of FREE_PARTS) {
    const strict = state[part];
    state[part] = function* () {
      const { indentNext } = this;
      this.indentNext = 0;
      const next = yield* strict.call(this);
      this.indentNext = indentNext;
      return next;
    };
  }
  return lexer;
}

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: new RegExp(`${TRUE.source}|${FALSE.source}`),
  resolve: text => TRUE.test(text),
};

const INTEGER: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|[1-9][\d_]*)$/i,
  resolve: text => integer(text.replaceAll('_', '')),
};

function integer(text: string): number {
  const [, sign, octal, digits] = /^([-+]?)(0(?=\d)|)(.*)$/.exec(text)!;
  const value = Number(octal ? `0o${digits}` : digits);
  return sign === '-' ? -value : value;
}

/** These come before those of the package. */
export const withKubectlTags = (tags: Tags): Tags => [BOOLEAN, INTEGER, ...tags];
