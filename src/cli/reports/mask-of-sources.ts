/** What replaces the names and addresses of sources, which are read again. What is wrong with them is reported by then. */
import { existsSync } from 'node:fs';
import { inventoryIn } from '../../app/inventory/inventory-in.ts';
import { openContents } from '../../app/inventory/open-contents.ts';
import { type Mask, maskFor } from '../../app/mask/mask-for.ts';
import type { ReportSource } from '../../render/report/model/provenance.ts';
import { inputsOf } from '../sources/inputs.ts';
import { Failure } from '../terminal/failure.ts';
import { TESTS } from './hashed-sources.ts';
import type { ReportOptions } from './report-options.ts';

export async function maskOfSources(inputs: readonly ReportSource[], options: ReportOptions): Promise<Mask> {
  const { ovnkRelease, ovnkFeature: ovnkFeatures, release, html = '', markdown = '' } = options;
  const names = inputs.map(({ name }) => name);
  const sources = inputs.filter(({ content }) => content !== TESTS).map(({ name }) => name);
  if (names.includes('<stdin>'))
    throw new Failure('--mask: the sources are read twice, and standard input cannot be: name a file');
  const { value } = await openContents(inputsOf(sources, options), { release, ovnkRelease, ovnkFeatures });
  if (!value) throw new Failure('--mask: the names in the sources cannot be read, so no report is written');
  const paths = [...names, ...process.argv.slice(2).filter(word => existsSync(word))];
  return maskFor(inventoryIn(value), [
    [html, 'report'],
    [markdown, 'report'],
    ...paths.map(path => [path, 'source'] as const),
  ]);
}
