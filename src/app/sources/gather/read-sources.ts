/** Reads inputs and says what they are together. Nothing is compiled here, and no row is decoded. */
import type { Checked } from '../../../base/diagnostic.ts';
import { type Fault, failed, type Result } from '../../../base/result.ts';
import type { ReadOptions } from '../../../read/database.ts';
import { IGNORE_REASONS, type IgnoredInput, type Inputs } from '../input.ts';
import { type Gathered, gather, type NamedDump } from './gather.ts';
import { joinDumps } from './join-dumps.ts';
import type { Wish } from './node-databases.ts';
import type { SourceFault, Sources } from './source.ts';

export interface ReadSourcesOptions extends Wish, ReadOptions {
  /** What people call all inputs together, such as their paths; messages about all of them begin with it. */
  readonly name?: string | undefined;
}

export async function readSources(inputs: Inputs, options: ReadSourcesOptions): Promise<Checked<Sources>> {
  const gathered = await gather(inputs, options);
  if ('error' in gathered) return { diagnostics: gathered.error };
  const { diagnostics } = gathered.value;
  const sources = sourcesIn(gathered.value);
  if ('error' in sources) return { diagnostics: [...diagnostics, withName(sources.error, options)] };
  return { value: sources.value, diagnostics };
}

function sourcesIn({ databases, texts, dumps, ignored, diagnostics }: Gathered): Result<Sources, Fault<SourceFault>> {
  const empty = texts.find(({ text }) => text.trim() === '');
  if (empty) return failed('empty-input', `${empty.name}: the file is empty`);
  if (databases.isEmpty && texts.length + dumps.length === 0) return nothingIn(ignored);
  const [wanted, others] = databases.has('sb') ? divided(dumps) : [dumps, []];
  const dump = wanted.length > 0 ? joinDumps(wanted) : undefined;
  if (dump && 'error' in dump) return dump;
  const leftOut = others.map(({ name }): IgnoredInput => ({ name, reason: 'not-needed' }));
  return {
    value: { databases, texts, diagnostics, ignored: [...ignored, ...leftOut], ...(dump && { dump: dump.value }) },
  };
}

/** A southbound database has the flows. A dump beside it counts only if it was named itself. */
const divided = (dumps: readonly NamedDump[]): readonly [wanted: NamedDump[], others: NamedDump[]] => [
  dumps.filter(({ isPart }) => !isPart),
  dumps.filter(({ isPart }) => isPart),
];

const MAX_DETAILS = 3;

/** Says what was found, because it is less than what was hoped for. */
function nothingIn(ignored: readonly IgnoredInput[]): { readonly error: Fault<'no-source'> } {
  const found = ignored
    .filter(({ reason }) => reason !== 'empty' && reason !== 'not-a-source')
    .slice(0, MAX_DETAILS)
    .map(({ name, reason, detail }) => detail ?? `${name} (${IGNORE_REASONS[reason]})`);
  return failed('no-source', ['no manifests, no flows and no OVN database found', ...found].join('; '));
}

/** These faults are of inputs that the message names. */
const OF_NAMED_INPUTS: readonly SourceFault[] = ['empty-input', 'bad-row', 'not-together'];

export const withName = (fault: Fault<SourceFault>, { name }: { readonly name?: string | undefined }): Fault =>
  name === undefined || OF_NAMED_INPUTS.includes(fault.code)
    ? fault
    : { ...fault, message: `${name}: ${fault.message}` };
