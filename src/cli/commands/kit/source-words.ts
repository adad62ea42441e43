/** Where a command reads from: `-f`, words, or the variables that OVN's programs have. */
import { existsSync } from 'node:fs';
import { isRemote } from '../../sources/remote.ts';
import { Failure } from '../../terminal/failure.ts';

/** The sources that a command line names. */
export interface NamedSources {
  readonly from?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
}

/** Which variables have the sources if none is named. */
const FROM_VARIABLES = {
  /** Both databases, for answers that need rows. */
  both: ({ nb, sb }: Variables) => [...nb, ...sb],
  /** One is enough: the southbound database has the flows. */
  flows: ({ nb, sb }: Variables) => (sb.length > 0 ? sb : nb),
  rows: ({ nb }: Variables) => nb,
} as const;

interface Variables {
  readonly nb: readonly string[];
  readonly sb: readonly string[];
}

export type Need = keyof typeof FROM_VARIABLES;

export const fromVariables = (need: Need): readonly string[] =>
  FROM_VARIABLES[need]({ nb: variable('OVN_NB_DB'), sb: variable('OVN_SB_DB') });

const variable = (name: string): readonly string[] => (process.env[name] ? [process.env[name]] : []);

export const namedSources = ({ from = [], source = [] }: NamedSources): readonly string[] => [...from, ...source];

/** The sources that are named, or else those of the variables. `purpose` ends "nothing to". */
export function sourcesOf(named: NamedSources, need: Need, purpose = 'read'): readonly string[] {
  const sources = namedSources(named);
  const found = sources.length > 0 ? sources : fromVariables(need);
  if (found.length > 0) return found;
  const variables = need === 'rows' ? '$OVN_NB_DB' : '$OVN_NB_DB or $OVN_SB_DB';
  throw new Failure(`nothing to ${purpose}: name a source with -f, or set ${variables}`);
}

/** Whether a word can be a source, where it could also be another name. */
export const isSource = (word: string): boolean => word === '-' || isRemote(word) || existsSync(word);
