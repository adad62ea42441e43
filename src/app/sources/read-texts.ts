/** Texts as a source: manifests, any number of them together, or one flow dump. */
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { NamedDump } from './gather.ts';
import type { ReadSource, SourceFault } from './source.ts';

export function readTexts(
  texts: readonly SourceText[],
  dumps: readonly NamedDump[],
): Result<ReadSource, Fault<SourceFault>> {
  const empty = texts.find(({ text }) => text.trim() === '');
  if (empty) return failed('empty-input', `${empty.name}: the file is empty`);
  const [dump] = dumps;
  if (dump) return texts.length + dumps.length > 1 ? failed('not-together', ALONE) : { value: dumpSource(dump) };
  if (texts.length === 0) return failed('no-source', 'no YAML or JSON file and no OVN database found');
  return { value: { kind: 'manifests', texts, ...readAs('manifests', texts), diagnostics: [] } };
}

export const ALONE = 'only manifests can be read together, or databases; each alone';

const dumpSource = (dump: NamedDump): ReadSource => ({
  kind: 'dump',
  network: dump.network,
  diagnostics: dump.diagnostics,
  ...readAs('dump', [dump]),
});

const readAs = (kind: 'manifests' | 'dump', texts: readonly { readonly name: string }[]) => ({
  read: texts.map(({ name }) => ({ name, kind })),
  ignored: [],
});
