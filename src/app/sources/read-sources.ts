/** Reads inputs and says what they are together. Nothing is compiled here. */
import type { Checked } from '../../base/diagnostic.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { ReadOptions } from '../../read/database.ts';
import type { Wish } from './database-choice.ts';
import { type Gathered, gather } from './gather.ts';
import type { Inputs } from './input.ts';
import { readDatabases } from './read-databases.ts';
import { ALONE, readTexts } from './read-texts.ts';
import type { ReadSource, Source, SourceFault } from './source.ts';

export interface ReadSourcesOptions extends Wish, ReadOptions {
  /** What people call all inputs together, such as their paths; messages about all of them begin with it. */
  readonly name?: string | undefined;
  /** Whether a northbound database is read beside a southbound one. */
  readonly wantsRows?: boolean | undefined;
}

export async function readSources(inputs: Inputs, options: ReadSourcesOptions): Promise<Checked<Source>> {
  const gathered = await gather(inputs, options);
  if ('error' in gathered) return { diagnostics: gathered.error };
  const source = sourceIn(gathered.value, options);
  if ('error' in source) return { diagnostics: [withName(source.error, options)] };
  const { diagnostics, ...value } = source.value;
  return { value: { ...value, ignored: [...gathered.value.ignored, ...value.ignored] }, diagnostics };
}

function sourceIn(
  { databases, texts, dumps }: Gathered,
  { wantsRows = false }: ReadSourcesOptions,
): Result<ReadSource, Fault<SourceFault>> {
  if (databases.isEmpty) return readTexts(texts, dumps);
  return texts.length + dumps.length > 0 ? failed('not-together', ALONE) : readDatabases(databases, wantsRows);
}

/** These faults are of one input, which the message names. */
const OF_ONE_INPUT: readonly SourceFault[] = ['empty-input', 'bad-row'];

const withName = (fault: Fault<SourceFault>, { name }: ReadSourcesOptions): Fault =>
  name === undefined || OF_ONE_INPUT.includes(fault.code) ? fault : { ...fault, message: `${name}: ${fault.message}` };
