/** The formats of northbound rows, and the assumptions that the rows depend on. */
import { type Diagnostic, formatDiagnostic } from '../../base/diagnostic.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { nbToJson } from './nb-json.ts';
import { renderNbTransact } from './nb-transact.ts';
import { renderNbYaml } from './nb-yaml.ts';

export const NB_FORMATS = {
  yaml: renderNbYaml,
  json: nb => `${JSON.stringify(nbToJson(nb), null, 2)}\n`,
  transact: renderNbTransact,
} as const satisfies Record<string, (nb: Nb) => string>;

export type NbFormat = keyof typeof NB_FORMATS;

/** A line for each assumption. */
export const renderAssumptions = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .filter(({ code }) => code === 'assumed')
    .map(found => `${formatDiagnostic(found)}\n`)
    .join('');
