/** What OVN makes of matches and lists of actions: their canonical form, or what is wrong with them. */
import { guessName } from '../../analyze/language/guess-name.ts';
import { answerActions, answerMatch, type ParseAnswer } from '../../analyze/language/parse-answer.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import {
  DEFAULT_RELEASE,
  isLanguageKnown,
  LANGUAGE_LINES,
  NEWEST_KNOWN_RELEASE,
  parseRelease,
  type Release,
} from '../../ovn/release/release.ts';
import type { PipelineName } from '../../sema/actions/kit/action.ts';
import { positionOf } from '../../sema/actions/kit/context.ts';
import { type DefinitionFault, type Definitions, namesOf, sceneOf } from './definitions.ts';

export interface ParserOptions extends Definitions {
  readonly language: 'match' | 'actions';
  /** The OVN release whose language it is, of LANGUAGE_LINES; the newest that udon knows by default. */
  readonly release?: string | undefined;
  /** Of matches: packets to evaluate each for, as microflows. */
  readonly against?: readonly string[] | undefined;
  /** Of actions: where they are, which decides what `next` means; in the first table of ingress by default. */
  readonly pipeline?: PipelineName | undefined;
  readonly table?: number | undefined;
  /** Of actions: how many tables the pipeline has; as many as OVN has by default. */
  readonly tables?: number | undefined;
}

/** Parses one text; every text has an answer. */
export type Parser = (text: string) => ParseAnswer;

export type ParserOptionFault = DefinitionFault | 'bad-release' | 'bad-table';

export function parserOf(options: ParserOptions): Result<Parser, Fault<ParserOptionFault>> {
  if (options.release === undefined) return PARSERS[options.language](options, undefined);
  const release = languageOf(options.release);
  return 'error' in release ? release : PARSERS[options.language](options, release.value);
}

function languageOf(text: string): Result<Release, Fault<'bad-release'>> {
  const release = parseRelease(text);
  if (!release) return failed('bad-release', `--release ${text}: a release is written like ${DEFAULT_RELEASE}`);
  if (isLanguageKnown(release)) return { value: release };
  const known = `OVN ${LANGUAGE_LINES.join(', ')}, up to ${NEWEST_KNOWN_RELEASE}`;
  return failed('bad-release', `--release ${text}: the language is known of ${known}`);
}

type MakeParser = (options: ParserOptions, release: Release | undefined) => Result<Parser, Fault<ParserOptionFault>>;

const PARSERS: Readonly<Record<ParserOptions['language'], MakeParser>> = { match: matchParser, actions: actionsParser };

function matchParser(options: ParserOptions, release: Release | undefined): Result<Parser, Fault<ParserOptionFault>> {
  const names = namesOf(options, release);
  if ('error' in names) return names;
  const scene = sceneOf(options.against ?? [], names.value);
  return mapResult(scene, known => text => answerMatch(text, names.value, known));
}

function actionsParser(options: ParserOptions, release: Release | undefined): Result<Parser, Fault<ParserOptionFault>> {
  const { pipeline = 'ingress', table = 0 } = options;
  const { release: _, ...position } = positionOf({ pipeline, table }, release ?? DEFAULT_RELEASE);
  const { tables = position.tables } = options;
  if (![table, tables].every(Number.isSafeInteger))
    return failed('bad-table', '--table and --tables: a number is needed');
  return { value: text => answerActions(text, { ...position, tables, ...(release && { release }) }) };
}

/** The name that may be meant where an answer refuses one that OVN does not know. */
export const guessIn = (answer: ParseAnswer): string | undefined =>
  answer.kind === 'refused' ? guessName(answer.input, answer.error) : undefined;
