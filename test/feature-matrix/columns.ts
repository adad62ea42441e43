/** The columns of the northbound database, and whether the compiler reads them, observed while it compiles. */
import fc from 'fast-check';
import { once } from '../../src/base/remember.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { DEFAULT_RELEASE } from '../../src/ovn/release/release.ts';
import { NB, type Nb, type NbTable } from '../../src/ovn/schema/nb.ts';
import type { Column } from '../../src/ovn/schema/schema.ts';
import { isDefault } from '../../src/render/nb/nb-columns.ts';
import { anyNb } from '../differential/arbitrary/nb.ts';
import { withProtection } from '../differential/protection.ts';
import type { Section } from '../support/page.ts';
import { northbound } from '../support/recorded-databases.ts';
import { count, ovnSchema } from './evidence.ts';
import { databaseRecordings } from './recordings.ts';
import { watch } from './watch.ts';

type AnyRow = Readonly<Record<string, unknown>>;

function filledColumns(nb: Nb): string[] {
  return (Object.keys(NB) as NbTable[]).flatMap(table =>
    Object.entries<Column>(NB[table])
      .filter(([column, type]) => nb[table].some(row => !isDefault((row as AnyRow)[column], type)))
      .map(([column]) => `${table}.${column}`),
  );
}

/** Compiles flows and all southbound tables, which are made when they are read. */
const compileAll = (nb: Nb): unknown => Object.values(compileNetwork(nb, { release: DEFAULT_RELEASE }).network);

export interface ObservedColumns {
  /** As `watch` names them. */
  readonly seen: ReadonlySet<string>;
  readonly recorded: readonly Nb[];
  readonly random: readonly Nb[];
}

/** Few networks have control meters. */
const protectedNetworks = (): readonly Nb[] =>
  databaseRecordings().map(recording => withProtection(northbound(recording)));

/** What is read of all recorded and many random databases. */
export const observed = once((): ObservedColumns => {
  const recorded = databaseRecordings().map(northbound);
  const random = fc.sample(anyNb, { seed: 1, numRuns: 200 });
  const seen = new Set<string>();
  for (const nb of [...recorded, ...random, ...protectedNetworks()]) compileAll(watch(nb, seen));
  return { seen, recorded, random };
});

export function columnSection(): Section {
  const { seen, recorded, random } = observed();
  const [held, generated] = [recorded, random].map(databases => count(databases.map(filledColumns)));
  const schema = ovnSchema(new URL('../recordings/networks/25.03.0/a-primary-l2/nb.db', import.meta.url));
  const names = Object.entries(schema).flatMap(([table, columns]) => columns.map(column => `${table}.${column}`));
  return {
    title: 'Columns of the northbound database',
    lead: LEAD,
    columns: ['column', 'udon', 'recorded', 'random'],
    rows: names
      .sort()
      .map(name => [`\`${name}\``, seen.has(name) ? 'compiled' : 'not yet', held!(name), generated!(name)]),
  };
}

const LEAD = `*compiled*: the compiler reads it to make flows and southbound rows. *recorded*: how many recorded databases have a value in it.
*random*: the same for 200 databases from the generator with which test/differential tests against the real ovn-northd. Not compiled: names and
notes for people, client connections, and columns that ovn-northd itself writes.`;
