/** Finds out what a SOURCE is, from its content and never from its name, and reads it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Diagnostic, isError } from '../base/diagnostic.ts';
import type { SourceText } from '../base/source-text.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import { NB, type Nb } from '../network/nb.ts';
import { SB } from '../network/sb.ts';
import { isFlowDump, readFlowDump } from '../read/dump-flows.ts';
import { toLogicalNetwork } from '../read/logical-network.ts';
import { isOvsdbLog, readOvsdbLog } from '../read/ovsdb-log.ts';
import { readRows } from '../read/ovsdb-rows.ts';
import { Failure } from './failure.ts';

export type Source = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: 'manifests'; readonly texts: readonly SourceText[] }
  | { readonly kind: 'nb'; readonly nb: Nb }
  | { readonly kind: 'sb'; readonly network: LogicalNetwork }
  | { readonly kind: 'dump'; readonly network: LogicalNetwork }
);

/** One source of all that was named: several files of manifests, or one of anything else. */
export function readSources(paths: readonly string[]): Source {
  const sources = paths.flatMap(filesOf).map(readSource);
  const [first, ...others] = sources;
  if (!first) throw new Failure(`${paths.join(', ')}: no YAML or JSON file in there`);
  if (others.length === 0) return first;
  const texts = sources.flatMap(source => (source.kind === 'manifests' ? source.texts : []));
  if (texts.length < sources.length) {
    throw new Failure(`${paths.join(', ')}: only manifests can be read together; a database or a dump stands alone`);
  }
  return { kind: 'manifests', texts, diagnostics: [] };
}

const MANIFEST_NAME = /\.(ya?ml|json)(\.gz)?$/i;

function filesOf(path: string): string[] {
  if (path === '-' || !attempt(path, () => statSync(path)).isDirectory()) return [path];
  return readdirSync(path)
    .filter(name => MANIFEST_NAME.test(name))
    .sort()
    .map(name => join(path, name));
}

function readSource(path: string): Source {
  const name = path === '-' ? '<stdin>' : path;
  const bytes = unzipped(
    attempt(path, () => readFileSync(path === '-' ? 0 : path)),
    name,
  );
  if (isOvsdbLog(bytes)) return readDatabase(bytes, name);
  const source: SourceText = { name, text: bytes.toString('utf8') };
  if (source.text.trim() === '') throw new Failure(`${name}: the file is empty`);
  if (isFlowDump(source.text)) return { kind: 'dump', ...readFlowDump(source) };
  return { kind: 'manifests', texts: [source], diagnostics: [] };
}

function readDatabase(bytes: Buffer, name: string): Source {
  const { schema, tables, diagnostics } = readOvsdbLog(bytes, name);
  if (diagnostics.some(isError)) throw new Failure(diagnostics);
  if (schema.name === 'OVN_Northbound') return { kind: 'nb', nb: readRows(NB, tables), diagnostics };
  if (schema.name === 'OVN_Southbound') {
    return { kind: 'sb', network: toLogicalNetwork(readRows(SB, tables)), diagnostics };
  }
  const what = schema.name ? `a database of schema "${schema.name}"` : 'a database without a schema';
  throw new Failure(`${name}: ${what}; OVN_Northbound or OVN_Southbound is needed`);
}

/** A text to work through, such as the lines of a batch. */
export function readText(path: string): SourceText {
  const name = path === '-' ? '<stdin>' : path;
  return { name, text: attempt(path, () => readFileSync(path === '-' ? 0 : path, 'utf8')) };
}

/** What is gzipped is unzipped, up to a size that no database has. */
function unzipped(bytes: Buffer, name: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_SIZE });
  } catch (error) {
    throw new Failure(`${name}: cannot be unzipped: ${(error as Error).message}`);
  }
}

const MAX_SIZE = 2 ** 31 - 1;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${path}: ${REASONS[code ?? ''] ?? message}`);
  }
}
