/** From sources to the network that a command works on; what is not compiled yet gets compiled. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { type Diagnostic, isError } from '../../base/diagnostic.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { Failure } from '../terminal/failure.ts';
import { progress } from '../terminal/terminal.ts';
import { readSources, type SourceOptions } from './source.ts';

/** How manifests become northbound rows. */
export interface ManifestOptions extends SourceOptions {
  /** The node in whose zone the rows stand; the first Node by default. */
  readonly node?: string;
  readonly ovnkRelease?: string;
  readonly ovnkFeature?: readonly string[];
  /** Whether there is something to say of manifests without a network. */
  readonly mayLackNetworks?: boolean;
}

export interface NetworkOptions extends ManifestOptions {
  readonly release?: string;
}

export interface ReadNetwork {
  readonly network: LogicalNetwork;
  /** A dump may lack whatever was filtered away. */
  readonly isDump: boolean;
  /** The northbound rows, where the source has them. */
  readonly nb?: Nb | undefined;
  /** Whether the network was made of them. */
  readonly isCompiled: boolean;
  /** What manifests say of VMs. */
  readonly cluster?: ClusterView;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readNetwork(paths: readonly string[], options: NetworkOptions = {}): Promise<ReadNetwork> {
  const source = await readSources(paths, options);
  switch (source.kind) {
    case 'sb':
    case 'dump':
      return { ...source, isDump: source.kind === 'dump', isCompiled: false };
    case 'nb':
      return compileNb(source.nb, options, source.diagnostics);
    case 'manifests': {
      const { nb, cluster, ovnRelease, diagnostics } = await compileManifests(source.texts, options);
      return { ...(await compileNb(nb, { release: ovnRelease, ...options }, diagnostics)), cluster };
    }
  }
}

async function compileNb(nb: Nb, options: NetworkOptions, before: readonly Diagnostic[]) {
  const [{ compileNetwork }, { DEFAULT_RELEASE, RELEASES }] = await Promise.all([
    import('../../northd/compile-network.ts'),
    import('../../ovn/release/release.ts'),
  ]);
  const { release = DEFAULT_RELEASE } = options;
  const parsed = RELEASES.find(known => known === release);
  if (!parsed) throw new Failure(`--release ${release}: flows are made as OVN ${RELEASES.join(', ')} makes them`);
  const { network, diagnostics } = compileNetwork(nb, { release: parsed });
  return { network, nb, isDump: false, isCompiled: true, diagnostics: [...before, ...diagnostics] };
}

/**
 * What an API server refuses is not there for OVN-Kubernetes, and the rest is: rows are made of the objects that are
 * sound, and the others are among the diagnostics, unless nothing can be made without them.
 */
export async function compileManifests(texts: readonly SourceText[], options: ManifestOptions) {
  const [
    { readManifests },
    { buildNb },
    { FEATURES },
    { DEFAULT_OVNK_RELEASE, OVNK_RELEASES, ovnReleaseOf },
    { clusterView },
  ] = await Promise.all([
    import('../../manifests/read-manifests.ts'),
    import('../../ovnk/build-nb.ts'),
    import('../../ovnk/vocabulary/features.ts'),
    import('../../ovnk/vocabulary/releases.ts'),
    import('./cluster-view.ts'),
  ]);
  const { node, ovnkRelease = DEFAULT_OVNK_RELEASE, ovnkFeature = [], mayLackNetworks = false } = options;
  const release = known(OVNK_RELEASES, ovnkRelease, '--ovnk-release');
  const features = ovnkFeature.map(name => known(FEATURES, name, '--ovnk-feature'));
  const { value: spec, diagnostics } = readManifests(texts, progress.show);
  const viewpoint = { release, features, mayLackNetworks, ...(node !== undefined && { node }) };
  const { nb, zone, diagnostics: found } = buildNb(spec, viewpoint, progress.show);
  const refused = diagnostics.filter(isError);
  if (!zone) throw new Failure(refused.length > 0 ? refused : found.filter(isError));
  return {
    nb,
    cluster: clusterView(spec, zone),
    ovnRelease: ovnReleaseOf(release),
    diagnostics: [...diagnostics, ...found],
  };
}

function known<T extends string>(names: readonly T[], name: string, option: string): T {
  const found = names.find(each => each === name);
  if (found === undefined) throw new Failure(`${option} ${name}: one of ${names.join(', ')} is needed`);
  return found;
}
