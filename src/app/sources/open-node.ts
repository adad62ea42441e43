/** The network of a node, or of the whole input: from databases, from the flows of a dump, or compiled from rows. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import { asOfRelease } from '../../network/as-of-release.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { type CompiledManifests, compileManifests } from './compile-manifests.ts';
import { type CompileNbOptions, compileNb } from './compile-nb.ts';
import type { NamedDump } from './gather/gather.ts';
import { withRows } from './gather/join-dumps.ts';
import type { NodeDatabases } from './gather/node-databases.ts';
import { type NodeRows, readNode } from './gather/read-node.ts';
import { withName } from './gather/read-sources.ts';
import type { Sources } from './gather/source.ts';
import type { ReadInput } from './input.ts';
import type { Opened, OpenOptions } from './opened.ts';

/** Sources of which one node is chosen, with what manifests say if they are not the only source. */
export interface SourcesOfNode {
  readonly sources: Sources;
  /** Absent if there are no databases. */
  readonly node?: NodeDatabases;
  readonly cluster?: ClusterView;
}

export async function openNode(parts: SourcesOfNode, options: OpenOptions): Promise<Checked<Opened>> {
  const { sources, node } = parts;
  if (node) return openDatabases(parts, node, options);
  return sources.dump ? openDump(parts, sources.dump, options) : openManifests(parts, options);
}

async function openDatabases(
  parts: SourcesOfNode,
  node: NodeDatabases,
  options: OpenOptions,
): Promise<Checked<Opened>> {
  const { wantsRows = true } = options;
  const read = readNode(node, { kind: 'sb', wantsBoth: wantsRows });
  if ('error' in read) return { diagnostics: [withName(read.error, options)] };
  const { used, nb, diagnostics } = read.value;
  const network = await networkOf(read.value, parts.sources.dump, options);
  const common = { ...whatWasRead(parts, used), ...(nb && { nb }), ...clusterOf(parts), isDump: false };
  const isCompiled = read.value.network === undefined && !parts.sources.dump;
  const opened = await continueWith(network, value => ({
    value: { ...common, network: value, isCompiled },
    diagnostics: [],
  }));
  return { ...opened, diagnostics: [...diagnostics, ...opened.diagnostics] };
}

async function networkOf(
  { network, nb, used }: NodeRows,
  dump: NamedDump | undefined,
  options: CompileNbOptions,
): Promise<Checked<LogicalNetwork>> {
  const rows: Checked<LogicalNetwork> = network
    ? { value: asOfRelease(network, options.release), diagnostics: [] }
    : await compileNb(nb!, options);
  if (!dump) return rows;
  const joined = await continueWith(rows, value => withRows(dump, value, used[0]!.name));
  return { ...joined, diagnostics: [...dump.diagnostics, ...joined.diagnostics] };
}

const openDump = (
  parts: SourcesOfNode,
  { network, diagnostics }: NamedDump,
  { release }: OpenOptions,
): Checked<Opened> => ({
  value: {
    ...whatWasRead(parts, []),
    ...clusterOf(parts),
    network: asOfRelease(network, release),
    isCompiled: false,
    isDump: true,
  },
  diagnostics,
});

async function openManifests(parts: SourcesOfNode, options: OpenOptions): Promise<Checked<Opened>> {
  const compiled = await compileWhereIs(options.guest, parts, options);
  return continueWith(compiled, async ({ nb, cluster, node, ovnRelease, isMoved }) => {
    const flows = await compileNb(nb, { ...options, release: options.release ?? ovnRelease });
    return continueWith(flows, network => ({
      value: {
        ...whatWasRead({ ...parts, cluster }, []),
        ...{ nb, cluster, network, isCompiled: true, isDump: false },
        ...(isMoved && { node }),
      },
      diagnostics: [],
    }));
  });
}

/** `isMoved`: whether the node is another one than without the guest. */
type CompiledThere = CompiledManifests & { readonly isMoved: boolean };

/** A node of the options comes first. A node that is not among the manifests changes nothing. */
async function compileWhereIs(
  guest: string | undefined,
  { sources: { texts } }: SourcesOfNode,
  options: OpenOptions,
): Promise<Checked<CompiledThere>> {
  const first = await compileManifests(texts, options);
  const node = first.value && (await otherNode(guest, first.value, options));
  const there = node === undefined ? undefined : await compileManifests(texts, { ...options, node });
  const { value, diagnostics } = there?.value ? there : first;
  return value ? { value: { ...value, isMoved: there?.value !== undefined }, diagnostics } : { diagnostics };
}

/** The search is loaded only for questions about a guest. */
async function otherNode(
  guest: string | undefined,
  compiled: CompiledManifests,
  { node }: OpenOptions,
): Promise<string | undefined> {
  if (guest === undefined || node !== undefined) return undefined;
  const { otherNodeOf } = await import('../guests/node-in-manifests.ts');
  return otherNodeOf(guest, compiled);
}

const clusterOf = ({ cluster }: SourcesOfNode): Pick<Opened, 'cluster'> => (cluster ? { cluster } : {});

/** Manifests have a part in the answer where they say something about the cluster; a dump where flows are wanted. */
export function whatWasRead(
  { sources, cluster }: Omit<SourcesOfNode, 'node'>,
  used: NodeRows['used'],
  { wantsFlows = true } = {},
): Pick<Opened, 'read' | 'ignored'> {
  const { dump, texts, databases, ignored } = sources;
  const areRead = cluster !== undefined || (databases.isEmpty && !(dump && wantsFlows));
  const manifests = texts.map(({ name }) => ({ name, kind: 'manifests' }) as const);
  const flows = dump ? [{ name: dump.name, kind: 'dump' } as const] : [];
  const stored = used.map(({ name, kind }) => ({ name, kind }));
  const read: readonly ReadInput[] = [...(wantsFlows ? flows : []), ...stored, ...(areRead ? manifests : [])];
  const leftOut = [...(wantsFlows ? [] : flows), ...(areRead ? [] : manifests)];
  const notNeeded = leftOut.map(({ name }) => ({ name, reason: 'not-needed' }) as const);
  return { read, ignored: [...ignored, ...databases.ignoredBeside(used), ...notNeeded] };
}
