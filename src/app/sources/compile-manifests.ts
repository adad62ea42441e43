/** Manifests to northbound rows, as OVN-Kubernetes makes them. The compiler is loaded on the first call. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { type Checked, type Diagnostic, error, isError, note } from '../../base/diagnostic.ts';
import type { Progress } from '../../base/progress.ts';
import { allOf, continueWith, type Fault, failed, type Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { FEATURES, type Feature } from '../../ovnk/vocabulary/features.ts';
import {
  DEFAULT_OVNK_RELEASE,
  type NamedOvnkRelease,
  OTHER_RELEASES,
  OVNK_RELEASE_NAMES,
  ovnkReleaseNamed,
} from '../../ovnk/vocabulary/releases.ts';

export interface CompileManifestsOptions {
  /** The node in whose zone the rows are; the first Node by default. */
  readonly node?: string | undefined;
  /** One of OVNK_RELEASE_NAMES, or a patch of one; DEFAULT_OVNK_RELEASE by default. */
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
  return continueWith(await zoneCompiler(texts, options), compile => compile(options.node));
}

/** The rows of each node, or only of that of the options. What is reported of the first node is not repeated for others. */
export async function compileAllNodes(
  texts: readonly SourceText[],
  options: CompileManifestsOptions = {},
): Promise<Checked<readonly CompiledManifests[]>> {
  return continueWith(await zoneCompiler(texts, options), compile =>
    continueWith(compile(options.node), first => {
      const names = options.node === undefined ? (first.cluster.nodes ?? []).map(({ name }) => name) : [];
      const others = names.filter(name => name !== first.node).flatMap(name => compile(name).value ?? []);
      return { value: [first, ...others], diagnostics: [] };
    }),
  );
}

/** Compiles the rows of a node's zone. */
type ZoneCompiler = (node: string | undefined) => Checked<CompiledManifests>;

/** Reads the manifests once for all zones. */
async function zoneCompiler(
  texts: readonly SourceText[],
  options: CompileManifestsOptions,
): Promise<Checked<ZoneCompiler>> {
  const [{ readManifests }, { buildNb }, { clusterView }] = await Promise.all([
    import('../../manifests/read-manifests.ts'),
    import('../../ovnk/build-nb.ts'),
    import('./cluster-view.ts'),
  ]);
  const { ovnkRelease = DEFAULT_OVNK_RELEASE, ovnkFeatures = [], mayLackNetworks = false, progress } = options;
  const named = ovnkReleaseNamed(ovnkRelease);
  if (!named) return { diagnostics: [unknownRelease(ovnkRelease)] };
  const features = allOf(ovnkFeatures.map(knownFeature));
  if ('error' in features) return { diagnostics: [features.error] };
  const { value: spec, diagnostics } = readManifests(texts, progress);
  const compile: ZoneCompiler = node => {
    const viewpoint = {
      release: named.release,
      features: features.value,
      mayLackNetworks,
      ...(node !== undefined && { node }),
    };
    const { nb, zone, diagnostics: found } = buildNb(spec, viewpoint, progress);
    if (zone) {
      const value = { nb, cluster: clusterView(spec, zone), node: zone.node.name, ovnRelease: named.ovn };
      return { value, diagnostics: [...diagnostics, ...found, ...broughtBy(named, ovnkRelease)] };
    }
    // Where objects were refused, what is missing for the rows is a consequence.
    return { diagnostics: diagnostics.some(isError) ? diagnostics : [...diagnostics, ...found] };
  };
  return { value: compile, diagnostics: [] };
}

/** The flows of a package are nearly those of a release. It is not said of the default. */
const broughtBy = ({ brings, ovn }: NamedOvnkRelease, name: string): readonly Diagnostic[] =>
  name === DEFAULT_OVNK_RELEASE
    ? []
    : [
        note(
          'ovnk-release',
          `OVN-Kubernetes ${name} brings OVN ${brings}; the nearest release that udon follows is ${ovn}`,
        ),
      ];

function unknownRelease(name: string): Diagnostic {
  const reason = OTHER_RELEASES[name] ? `${OTHER_RELEASES[name]}; ` : '';
  return error(
    'ovnk-release-unknown',
    `--ovnk-release ${name}: ${reason}one of ${OVNK_RELEASE_NAMES.join(', ')} is needed`,
  );
}

function knownFeature(name: string): Result<Feature, Fault<'ovnk-feature-unknown'>> {
  const found = FEATURES.find(each => each === name);
  if (found !== undefined) return { value: found };
  return failed('ovnk-feature-unknown', `--ovnk-feature ${name}: one of ${FEATURES.join(', ')} is needed`);
}
