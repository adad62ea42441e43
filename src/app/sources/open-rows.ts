/** From inputs to northbound rows alone: no flow is compiled. */
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith, type Fault, failed, type Result } from '../../base/result.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { compileManifests } from './compile-manifests.ts';
import { readNode } from './gather/read-node.ts';
import { readSources, withName } from './gather/read-sources.ts';
import type { Sources } from './gather/source.ts';
import type { Inputs } from './input.ts';
import { whatWasRead } from './open-node.ts';
import type { Opened, OpenedRows, OpenOptions } from './opened.ts';

/** Opens inputs for their northbound rows. Of a node that has both databases, the northbound one is taken. Codes of errors: those of `openSources`, and `no-rows`. */
export async function openRows(
  inputs: Inputs,
  options: Omit<OpenOptions, 'wantsRows' | 'wantsMachines' | 'guest'> = {},
): Promise<Checked<OpenedRows>> {
  return continueWith(await readSources(inputs, { ...options, kind: 'nb' }), sources =>
    sources.databases.isEmpty ? compiledRows(sources, options) : storedRows(sources, options),
  );
}

async function compiledRows(sources: Sources, options: OpenOptions): Promise<Checked<OpenedRows>> {
  if (sources.texts.length === 0) return { diagnostics: [noRows(options.name).error] };
  return continueWith(await compileManifests(sources.texts, options), ({ nb, cluster }) => ({
    value: { ...whatWasRead({ sources, cluster }, [], { wantsFlows: false }), nb, cluster },
    diagnostics: [],
  }));
}

async function storedRows(sources: Sources, options: OpenOptions): Promise<Checked<OpenedRows>> {
  const node = sources.databases.one();
  if ('error' in node) return { diagnostics: [withName(node.error, options)] };
  const read = readNode(node.value, { kind: 'nb', wantsBoth: false });
  if ('error' in read) return { diagnostics: [withName(read.error, options)] };
  const { nb, used, diagnostics } = read.value;
  const rows = rowsOf(nb ? { nb } : {}, options.name);
  if ('error' in rows) return { diagnostics: [...diagnostics, rows.error] };
  return { value: { ...whatWasRead({ sources }, used, { wantsFlows: false }), nb: rows.value }, diagnostics };
}

/** The northbound rows of what was opened. */
export function rowsOf({ nb }: Pick<Opened, 'nb'>, name?: string): Result<Nb, Fault<'no-rows'>> {
  return nb ? { value: nb } : noRows(name);
}

function noRows(name: string | undefined): { readonly error: Fault<'no-rows'> } {
  const message = 'no northbound rows in there; give manifests or a northbound database';
  return failed('no-rows', name === undefined ? message : `${name}: ${message}`);
}
