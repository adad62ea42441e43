/** What a report says about how it was made. */
import { shellWord } from '../../render/language/shell-word.ts';
import type { Provenance } from '../../render/report/model/provenance.ts';
import { ownVersion } from '../version.ts';
import { hashedSources, type ReportedInput } from './hashed-sources.ts';

export const provenanceOf = async (read: readonly ReportedInput[]): Promise<Provenance> => ({
  commandLine: ['udon', ...process.argv.slice(2)].map(shellWord).join(' '),
  version: ownVersion(),
  sources: await hashedSources(read),
});
