/** From inputs to northbound rows alone: no flow is compiled. */
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith, type Fault, failed, type Result } from '../../base/result.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { compileManifests } from './compile-manifests.ts';
import type { Inputs } from './input.ts';
import type { Opened, OpenedRows, OpenOptions } from './open-sources.ts';
import { readSources } from './read-sources.ts';
import type { Source } from './source.ts';

/** Opens inputs for their northbound rows. Of a node that has both databases, the northbound one is taken. Codes of errors: those of `openSources`, and `no-rows`. */
export async function openRows(
  inputs: Inputs,
  options: Omit<OpenOptions, 'wantsRows'> = {},
): Promise<Checked<OpenedRows>> {
  return continueWith(await readSources(inputs, { ...options, kind: 'nb' }), source => rowsIn(source, options));
}

async function rowsIn(source: Source, options: OpenOptions): Promise<Checked<OpenedRows>> {
  const { read, ignored } = source;
  const rows =
    source.kind === 'manifests' ? await compileManifests(source.texts, options) : storedRows(source, options);
  return continueWith(rows, ({ nb, cluster }) => ({
    value: { read, ignored, nb, ...(cluster && { cluster }) },
    diagnostics: [],
  }));
}

function storedRows(
  source: Exclude<Source, { kind: 'manifests' }>,
  { name }: OpenOptions,
): Checked<Pick<OpenedRows, 'nb' | 'cluster'>> {
  const rows = rowsOf(source.kind === 'dump' ? {} : source, name);
  return 'error' in rows ? { diagnostics: [rows.error] } : { value: { nb: rows.value }, diagnostics: [] };
}

/** The northbound rows of what was opened. */
export function rowsOf({ nb }: Pick<Opened, 'nb'>, name?: string): Result<Nb, Fault<'no-rows'>> {
  if (nb) return { value: nb };
  const message = 'no northbound rows in there; give manifests or a northbound database';
  return failed('no-rows', name === undefined ? message : `${name}: ${message}`);
}
