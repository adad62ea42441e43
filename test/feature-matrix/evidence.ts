/** Counts names in the recorded outputs of the real programs. */
import { readFileSync } from 'node:fs';
import { RELEASES, type Release } from '../../src/ovn/release/release.ts';
import { TRACE_RECORDINGS, tracesOf } from '../support/recorded-traces.ts';

/** The outputs of ovn-trace, one text for each run. */
export const recordedOutputs = (): readonly string[] =>
  TRACE_RECORDINGS.flatMap(recording => tracesOf(recording).map(({ stdout }) => stdout));

/** The columns of the matrix that say which release has a thing. */
export const RELEASE_COLUMNS: readonly string[] = RELEASES;

/** A mark for each release that has it. */
export const marks = (isIn: (release: Release) => boolean): readonly string[] =>
  RELEASES.map(release => (isIn(release) ? 'x' : ''));

/** How many of `groups` contain a name. */
export function count(groups: Iterable<Iterable<string>>): (name: string) => number {
  const counts = new Map<string, number>();
  for (const names of groups) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return name => counts.get(name) ?? 0;
}

/** The names in a text: of fields, stages, actions. */
export const namesIn = (text: string): string[] => text.match(/[a-z_][\w.]*/gi) ?? [];

/** The columns of each table in OVN's own schema, from a recorded database. */
export function ovnSchema(file: URL): Readonly<Record<string, readonly string[]>> {
  const [, schema = ''] = readFileSync(file, 'utf8').split('\n', 2);
  const { tables } = JSON.parse(schema) as { tables: Record<string, { columns: object }> };
  return Object.fromEntries(Object.entries(tables).map(([name, { columns }]) => [name, Object.keys(columns).sort()]));
}
