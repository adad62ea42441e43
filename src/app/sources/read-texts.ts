/** Texts as a source: manifests, any number of them together, or one flow dump. */
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';
import { isFlowDump, readFlowDump } from '../../read/flows/dump-flows.ts';
import type { ReadSource, SourceFault } from './source.ts';

export function readTexts(texts: readonly SourceText[]): Result<ReadSource, Fault<SourceFault>> {
  const empty = texts.find(({ text }) => text.trim() === '');
  if (empty) return failed('empty-input', `${empty.name}: the file is empty`);
  if (texts.length === 0) return failed('no-source', 'no YAML or JSON file and no OVN database found');
  const dump = texts.find(({ text }) => isFlowDump(text));
  if (dump) return texts.length > 1 ? failed('not-together', ALONE) : { value: dumpSource(dump) };
  return { value: { kind: 'manifests', texts, ...readAs('manifests', texts), diagnostics: [] } };
}

export const ALONE = 'only manifests can be read together, or databases; each alone';

const dumpSource = (dump: SourceText): ReadSource => ({
  kind: 'dump',
  ...readFlowDump(dump),
  ...readAs('dump', [dump]),
});

const readAs = (kind: 'manifests' | 'dump', texts: readonly SourceText[]) => ({
  read: texts.map(({ name }) => ({ name, kind })),
  ignored: [],
});
