/** Finds out what a SOURCE is, from its content and never from its name, and reads it. */
import { createHash } from 'node:crypto';
import { type Diagnostic, isError } from '../../base/diagnostic.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { NB, type Nb } from '../../ovn/schema/nb.ts';
import { readDatabase, type StoredDatabase } from '../../read/database.ts';
import { DatabaseChoice, type Wish } from '../../read/database-choice.ts';
import { isFlowDump, readFlowDump } from '../../read/flows/dump-flows.ts';
import { readLogicalNetwork } from '../../read/logical-network.ts';
import { isOvsdbFile } from '../../read/ovsdb/records.ts';
import { readRows } from '../../read/ovsdb/rows.ts';
import { Failure } from '../terminal/failure.ts';
import { decodeText } from './decode-text.ts';
import { type Content, contentsOf } from './files.ts';
import { isRemote, type RemoteOptions } from './remote.ts';

export type Source = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: 'manifests'; readonly texts: readonly SourceText[] }
  | { readonly kind: 'nb'; readonly nb: Nb }
  | { readonly kind: 'sb'; readonly network: LogicalNetwork; readonly nb?: Nb }
  | { readonly kind: 'dump'; readonly network: LogicalNetwork }
);

export interface SourceOptions extends RemoteOptions {
  /** Of several databases, the one of this node. */
  readonly node?: string | undefined;
  /** Whether the northbound rows are wanted besides a southbound database. */
  readonly wantsBoth?: boolean | undefined;
}

/**
 * One source of all that was named: several files of manifests, a dump, or the one database that is meant, where the
 * command would rather have one of `kind`.
 */
export async function readSources(
  paths: readonly string[],
  { kind = 'sb', ...options }: SourceOptions & Partial<Wish> = {},
): Promise<Source> {
  const choice = new DatabaseChoice({ kind, node: options.node });
  const texts: SourceText[] = [];
  for (const path of paths) {
    if (isRemote(path)) choice.add(await readRemote(path, kind, options));
    else for await (const content of contentsOf(path)) sortOut(content, choice, texts);
  }
  if (choice.isEmpty) return readTexts(texts, paths);
  if (texts.length > 0) throw new Failure(`${paths.join(', ')}: ${ALONE}`);
  const chosen = choice.chosen();
  if (typeof chosen === 'string') throw new Failure(`${paths.join(', ')}: ${chosen}`);
  const source = attemptSource(chosen);
  const companion = options.wantsBoth && source.kind === 'sb' ? choice.companion(chosen) : undefined;
  return companion ? together(source, attemptSource(companion)) : source;
}

const together = (source: Source, companion: Source): Source =>
  source.kind === 'sb' && companion.kind === 'nb'
    ? { ...source, nb: companion.nb, diagnostics: [...source.diagnostics, ...companion.diagnostics] }
    : source;

/** Rows are parsed but now: what is no JSON in them is told as late as here. */
function attemptSource(database: StoredDatabase): Source {
  try {
    return toSource(database);
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    throw new Failure(`${database.name}: a row in there is no JSON: ${fault.message}`);
  }
}

const ALONE = 'only manifests can be read together, or databases; each alone';

async function readRemote(remote: string, kind: Wish['kind'], options: RemoteOptions): Promise<StoredDatabase> {
  const { fetchDatabase } = await import('./remote-database.ts');
  return fetchDatabase(remote, kind, options);
}

/** The checksum of OpenSSL: a database can have many megabytes. */
const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

/** In an archive or a folder, a database that is not of OVN is of no concern. */
function sortOut({ name, bytes, isPart }: Content, choice: DatabaseChoice, texts: SourceText[]): void {
  if (!isOvsdbFile(bytes)) {
    texts.push({ name, text: decodeText(bytes, name) });
    return;
  }
  const { value, diagnostics } = readDatabase(bytes, name, { sha1 });
  if (value) choice.add(value);
  else if (!isPart) throw new Failure(diagnostics.filter(isError));
}

function readTexts(texts: readonly SourceText[], paths: readonly string[]): Source {
  const empty = texts.find(({ text }) => text.trim() === '');
  if (empty) throw new Failure(`${empty.name}: the file is empty`);
  const [first, ...others] = texts;
  if (!first) throw new Failure(`${paths.join(', ')}: no YAML or JSON file in there, and no OVN database`);
  const dump = texts.find(({ text }) => isFlowDump(text));
  if (dump && others.length > 0) throw new Failure(`${paths.join(', ')}: ${ALONE}`);
  return dump ? { kind: 'dump', ...readFlowDump(dump) } : { kind: 'manifests', texts, diagnostics: [] };
}

function toSource({ kind, name, tables, diagnostics }: StoredDatabase): Source {
  if (kind === 'sb') {
    const { value: network, diagnostics: found } = readLogicalNetwork(tables, name);
    return { kind, network, diagnostics: [...diagnostics, ...found] };
  }
  return { kind, nb: readRows(NB, tables), diagnostics };
}
