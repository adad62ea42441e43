/** The names that matches and actions may use. */
import { EARLIER_SYMBOLS, SYMBOLS } from '../../src/ovn/fields/symbols.ts';
import { findSymbol } from '../../src/sema/symbol.ts';
import type { Section } from '../support/page.ts';
import { flowsText } from '../support/recorded-databases.ts';
import { readJsonLines } from '../support/recordings.ts';
import { count, marks, namesIn, RELEASE_COLUMNS, recordedOutputs } from './evidence.ts';
import { databaseRecordings } from './recordings.ts';

export function fieldSection(): Section {
  const cases = count(['matches.jsonl', 'actions.jsonl'].flatMap(inputsOf).map(namesIn));
  const flows = count(databaseRecordings().flatMap(recording => flowsText(recording).split('\n').map(namesIn)));
  const traces = count(recordedOutputs().map(namesIn));
  return {
    title: 'Fields',
    lead: LEAD,
    columns: ['field', 'kind', ...RELEASE_COLUMNS, 'texts', 'flows', 'traces'],
    rows: [...SYMBOLS, ...gone()].map(([name, { kind }]) => {
      const releases = marks(release => findSymbol(name, release) !== undefined);
      return [`\`${name}\``, kind, ...releases, cases(name), flows(name), traces(name)];
    }),
  };
}

/** Names that the newest release lacks. */
const gone = () => [...EARLIER_SYMBOLS].flatMap(([name, [row]]) => (SYMBOLS.has(name) ? [] : [[name, row!] as const]));

const LEAD = `udon parses, matches and, where OVN allows it, writes every name of OVN's symbol tables. A release has the names with an x. *texts*: how many matches and actions of
test/recordings/language, checked by OVN's own parser, use it. *flows*: how many recorded flows of ovn-northd use it. *traces*: how many recorded
runs of ovn-trace use it.`;

const inputsOf = (name: string): string[] =>
  readJsonLines<{ input: string }>(`language/25.03/${name}`).map(({ input }) => input);
