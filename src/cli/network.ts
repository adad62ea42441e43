/** From sources to the network that a command works on; what is not compiled yet gets compiled. */
import { type Diagnostic, isError } from '../base/diagnostic.ts';
import type { SourceText } from '../base/source-text.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import type { Nb } from '../network/nb.ts';
import { Failure } from './failure.ts';
import { readSources, type SourceOptions } from './source.ts';

/** How manifests become northbound rows. */
export interface ManifestOptions extends SourceOptions {
  /** The node in whose zone the rows stand; the first Node by default. */
  readonly node?: string;
  readonly ovnkRelease?: string;
  readonly ovnkFeature?: readonly string[];
}

export interface NetworkOptions extends ManifestOptions {
  readonly release?: string;
}

export interface ReadNetwork {
  readonly network: LogicalNetwork;
  /** A dump may lack whatever was filtered away. */
  readonly isDump: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readNetwork(paths: readonly string[], options: NetworkOptions = {}): Promise<ReadNetwork> {
  const source = await readSources(paths, options);
  switch (source.kind) {
    case 'sb':
    case 'dump':
      return { network: source.network, isDump: source.kind === 'dump', diagnostics: source.diagnostics };
    case 'nb':
      return compileNb(source.nb, options, source.diagnostics);
    case 'manifests': {
      const { nb, diagnostics } = await compileManifests(source.texts, options);
      return compileNb(nb, options, diagnostics);
    }
  }
}

async function compileNb(nb: Nb, { release = '25.03.0' }: NetworkOptions, before: readonly Diagnostic[]) {
  const [{ compile }, { RELEASES }] = await Promise.all([
    import('../northd/index.ts'),
    import('../release/release.ts'),
  ]);
  const parsed = RELEASES.find(known => known === release);
  if (!parsed) throw new Failure(`--release ${release}: flows are made as OVN ${RELEASES.join(', ')} makes them`);
  const { network, diagnostics } = compile(nb, { release: parsed });
  return { network, isDump: false, diagnostics: [...before, ...diagnostics] };
}

export async function compileManifests(texts: readonly SourceText[], options: ManifestOptions) {
  const [{ readManifests }, { buildNb }, { FEATURES }] = await Promise.all([
    import('../spec/read-manifests.ts'),
    import('../topology/build-nb.ts'),
    import('../topology/zone.ts'),
  ]);
  const { node, ovnkRelease: release = '1.1', ovnkFeature = [] } = options;
  if (release !== '1.1') throw new Failure(`--ovnk-release ${release}: rows are made as OVN-Kubernetes 1.1 makes them`);
  const features = ovnkFeature.map(name => known(FEATURES, name, '--ovnk-feature'));
  const { value: spec, diagnostics } = readManifests(texts);
  if (!spec || diagnostics.some(isError)) throw new Failure(diagnostics.filter(isError));
  const built = buildNb(spec, { release, features, ...(node !== undefined && { node }) });
  if (built.diagnostics.some(isError)) throw new Failure(built.diagnostics.filter(isError));
  return { nb: built.nb, diagnostics: [...diagnostics, ...built.diagnostics] };
}

function known<T extends string>(names: readonly T[], name: string, option: string): T {
  const found = names.find(each => each === name);
  if (found === undefined) throw new Failure(`${option} ${name}: there is ${names.join(', ')}`);
  return found;
}
