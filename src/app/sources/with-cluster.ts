/** What manifests say about the virtual machines of a database or a dump. */
import { asWarning, CappedReport, type Checked, type Diagnostic } from '../../base/diagnostic.ts';
import { compileManifests } from './compile-manifests.ts';
import type { SourcesOfNode } from './open-node.ts';
import type { OpenOptions } from './opened.ts';

/**
 * `parts` with what their manifests say, where that is wanted and the manifests are not the only source. Faults of
 * manifests are warnings then: the answer is from the database.
 */
export async function withCluster<P extends Omit<SourcesOfNode, 'node' | 'cluster'>>(
  parts: P,
  { ovnkRelease, ovnkFeatures, progress, wantsMachines }: OpenOptions,
): Promise<Required<Checked<P & Pick<SourcesOfNode, 'cluster'>>>> {
  const { texts, databases, dump } = parts.sources;
  if (!wantsMachines || texts.length === 0 || (databases.isEmpty && !dump)) return { value: parts, diagnostics: [] };
  const compiled = await compileManifests(texts, { ovnkRelease, ovnkFeatures, progress, mayLackNetworks: true });
  const cluster = compiled.value?.cluster;
  return { value: cluster ? { ...parts, cluster } : parts, diagnostics: asWarnings(compiled.diagnostics) };
}

/** The first few of each code. The database can have a network that the manifests lack, so this is no warning. */
function asWarnings(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const report = new CappedReport();
  for (const each of found.filter(({ code }) => code !== 'primary-network-missing'))
    report.add(each.code, () => asWarning(each));
  return report.diagnostics;
}
