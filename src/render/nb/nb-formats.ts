/** The formats of northbound rows, and the assumptions that the rows depend on. */
import { type Diagnostic, formatDiagnostic } from '../../base/diagnostic.ts';
import { NB, type Nb } from '../../ovn/schema/nb.ts';
import { nbToJson } from './nb-json.ts';
import { renderNbTransact } from './nb-transact.ts';
import { renderNbYaml } from './nb-yaml.ts';

/** `tables` are those that are wanted; all by default. A transaction always has all. */
export const NB_FORMATS = {
  yaml: renderNbYaml,
  json: (nb, tables) => `${JSON.stringify(nbToJson(nb, tables), null, 2)}\n`,
  transact: renderNbTransact,
} as const satisfies Record<string, (nb: Nb, tables?: readonly string[]) => string>;

/** The tables that northbound databases have, in the order of the schema. */
export const NB_TABLES: readonly string[] = Object.keys(NB);

export type NbFormat = keyof typeof NB_FORMATS;

/** A line for each assumption. */
export function renderAssumptions(diagnostics: readonly Diagnostic[]): string {
  const assumed = diagnostics.filter(({ code }) => code === 'assumed');
  return assumed.map(found => `${formatDiagnostic(found)}\n`).join('') || 'nothing had to be assumed\n';
}
