/** Manifests to northbound rows, as OVN-Kubernetes makes them. The compiler is loaded on the first call. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { type Checked, isError } from '../../base/diagnostic.ts';
import type { Progress } from '../../base/progress.ts';
import { allOf, type Fault, failed, type Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { FEATURES } from '../../ovnk/vocabulary/features.ts';
import {
  DEFAULT_OVNK_RELEASE,
  OLDER_RELEASES,
  OVNK_RELEASES,
  ovnkReleaseNamed,
  ovnReleaseOf,
} from '../../ovnk/vocabulary/releases.ts';

export interface CompileManifestsOptions {
  /** The node in whose zone the rows are; the first Node by default. */
  readonly node?: string | undefined;
  /** One of OVNK_RELEASES, or a patch of one; DEFAULT_OVNK_RELEASE by default. */
  readonly ovnkRelease?: string | undefined;
  /** Of FEATURES, what the release has of later ones. */
  readonly ovnkFeatures?: readonly string[] | undefined;
  /** Whether manifests without a network are an answer too: then there are no rows of one. */
  readonly mayLackNetworks?: boolean | undefined;
  readonly progress?: Progress | undefined;
}

/** What manifests say: the rows, and the objects that the rows do not have. */
export interface CompiledManifests {
  readonly nb: Nb;
  readonly cluster: ClusterView;
  /** The node in whose zone the rows are. */
  readonly node: string;
  /** The release of OVN that goes with the release of OVN-Kubernetes. */
  readonly ovnRelease: Release;
}

/**
 * What an API server refuses is not there for OVN-Kubernetes, and the rest is: rows are made of the objects that are
 * sound, and the others are among the diagnostics. There is no value only where nothing can be made without them.
 */
export async function compileManifests(
  texts: readonly SourceText[],
  options: CompileManifestsOptions = {},
): Promise<Checked<CompiledManifests>> {
  const [{ readManifests }, { buildNb }, { clusterView }] = await Promise.all([
    import('../../manifests/read-manifests.ts'),
    import('../../ovnk/build-nb.ts'),
    import('./cluster-view.ts'),
  ]);
  const { node, ovnkRelease = DEFAULT_OVNK_RELEASE, ovnkFeatures = [], mayLackNetworks = false, progress } = options;
  const release = known(OVNK_RELEASES, ovnkReleaseNamed(ovnkRelease) ?? ovnkRelease, 'ovnk-release', OLDER_RELEASES);
  if ('error' in release) return { diagnostics: [release.error] };
  const features = allOf(ovnkFeatures.map(name => known(FEATURES, name, 'ovnk-feature')));
  if ('error' in features) return { diagnostics: [features.error] };
  const { value: spec, diagnostics } = readManifests(texts, progress);
  const viewpoint = {
    release: release.value,
    features: features.value,
    mayLackNetworks,
    ...(node !== undefined && { node }),
  };
  const { nb, zone, diagnostics: found } = buildNb(spec, viewpoint, progress);
  if (zone) {
    const ovnRelease = ovnReleaseOf(release.value);
    const value = { nb, cluster: clusterView(spec, zone), node: zone.node.name, ovnRelease };
    return { value, diagnostics: [...diagnostics, ...found] };
  }
  // Where objects were refused, what is missing for the rows is a consequence.
  return { diagnostics: diagnostics.some(isError) ? diagnostics : [...diagnostics, ...found] };
}

function known<T extends string>(
  names: readonly T[],
  name: string,
  option: 'ovnk-release' | 'ovnk-feature',
  reasons: Readonly<Record<string, string>> = {},
): Result<T, Fault<`${typeof option}-unknown`>> {
  const found = names.find(each => each === name);
  if (found !== undefined) return { value: found };
  const reason = reasons[name] ? `${reasons[name]}; ` : '';
  return failed(`${option}-unknown`, `--${option} ${name}: ${reason}one of ${names.join(', ')} is needed`);
}
