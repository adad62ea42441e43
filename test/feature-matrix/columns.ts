/** The columns of the northbound database, and whether the compiler reads them, observed while it compiles. */
import fc from 'fast-check';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { DEFAULT_RELEASE } from '../../src/ovn/release/release.ts';
import { NB, type Nb, type NbTable } from '../../src/ovn/schema/nb.ts';
import type { Column } from '../../src/ovn/schema/schema.ts';
import { isDefault } from '../../src/render/nb/nb-columns.ts';
import { anyNb } from '../differential/arbitrary/nb.ts';
import type { Section } from '../support/page.ts';
import { northbound } from '../support/recorded-databases.ts';
import { count, ovnSchema } from './evidence.ts';
import { databaseRecordings } from './recordings.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** Rows that add each column to `seen` when it is read, also through references. */
function watch(nb: Nb, seen: Set<string>): Nb {
  const tableOf = new Map<unknown, string>();
  for (const [table, rows] of Object.entries(nb)) for (const row of rows) tableOf.set(row, table);
  const watchers = new Map<unknown, unknown>();
  const watched = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(watched);
    const table = tableOf.get(value);
    if (table === undefined) return value;
    const known = watchers.get(value);
    if (known) return known;
    const proxy = new Proxy(value as AnyRow, {
      get(row, column: string) {
        seen.add(`${table}.${column}`);
        return watched(row[column]);
      },
    });
    watchers.set(value, proxy);
    return proxy;
  };
  return Object.fromEntries(Object.entries(nb).map(([table, rows]) => [table, watched(rows)])) as unknown as Nb;
}

function filledColumns(nb: Nb): string[] {
  return (Object.keys(NB) as NbTable[]).flatMap(table =>
    Object.entries<Column>(NB[table])
      .filter(([column, type]) => nb[table].some(row => !isDefault((row as AnyRow)[column], type)))
      .map(([column]) => `${table}.${column}`),
  );
}

/** Compiles flows and all southbound tables, which are made when they are read. */
const compileAll = (nb: Nb): unknown => Object.values(compileNetwork(nb, { release: DEFAULT_RELEASE }).network);

export function columnSection(): Section {
  const recorded = databaseRecordings().map(northbound);
  const random = fc.sample(anyNb, { seed: 1, numRuns: 200 });
  const seen = new Set<string>();
  for (const nb of [...recorded, ...random]) compileAll(watch(nb, seen));
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
notes for people, client connections, columns that ovn-northd itself writes, and columns that only affect the flows of routers.`;
