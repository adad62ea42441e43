/**
 * The rows of inputs, for questions about what they hold. No flow is compiled, and of a southbound database no flow is read
 * unless the answer needs it.
 */
import type { Contents, NodeContents } from '../../analyze/inventory/contents.ts';
import type { Releases } from '../../analyze/inventory/items.ts';
import { asWarning, type Checked, type Diagnostic } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Sb } from '../../ovn/schema/sb.ts';
import { nodeNames, type StoredDatabase } from '../../read/database.ts';
import { type CompiledManifests, compileAllNodes } from '../sources/compile-manifests.ts';
import type { NodeDatabases } from '../sources/gather/node-databases.ts';
import { readNode } from '../sources/gather/read-node.ts';
import { readSources, withName } from '../sources/gather/read-sources.ts';
import type { Sources, WhatWasRead } from '../sources/gather/source.ts';
import type { Inputs } from '../sources/input.ts';
import { whatWasRead } from '../sources/open-node.ts';
import type { OpenOptions } from '../sources/opened.ts';
import { DEFAULT_OVNK_RELEASE } from '../sources/releases.ts';
import { withCluster } from '../sources/with-cluster.ts';

export interface OpenedContents extends WhatWasRead {
  readonly contents: Contents;
}

/**
 * Reads inputs. All nodes are read, or only `node`. The result has no value in the cases in which `openSources` has none. A node
 * that cannot be read is left out with a warning if there are others.
 */
export async function openContents(inputs: Inputs, options: OpenOptions = {}): Promise<Checked<OpenedContents>> {
  const sources = await readSources(inputs, { ...options, kind: 'nb', wantsAllNodes: true });
  return continueWith(sources, found => contentsIn(found, options));
}

/** The rows of sources that are read already, with all nodes. */
export const contentsIn = (sources: Sources, options: OpenOptions = {}): Promise<Checked<OpenedContents>> =>
  sources.databases.isEmpty && !sources.dump ? ofManifests(sources, options) : ofStored(sources, options);

async function ofManifests(sources: Sources, options: OpenOptions): Promise<Checked<OpenedContents>> {
  const whole = await compileAllNodes(sources.texts, { ...options, mayLackNetworks: true });
  const isEmpty = whole.value?.every(holdsNothing);
  const compiled = isEmpty ? await compileAllNodes(sources.texts, options) : whole;
  return continueWith(compiled, all => {
    const { cluster, ovnRelease } = all[0]!;
    const releases = {
      ovn: options.release ?? ovnRelease,
      ovnKubernetes: options.ovnkRelease ?? DEFAULT_OVNK_RELEASE,
    };
    const nodes = all.map(({ nb }) => ({ node: zoneOf(nb), nb, isDump: false }));
    return {
      value: { ...whatWasRead({ sources, cluster }, []), contents: { nodes, releases, cluster } },
      diagnostics: [],
    };
  });
}

/** Then the error is that of manifests without a network. */
const holdsNothing = ({ nb, cluster: { machines, pods } }: CompiledManifests): boolean =>
  nb.Logical_Switch.length + machines.length + pods.length === 0;

const zoneOf = ({ NB_Global: [global] }: Nb): string | undefined => global?.name || undefined;

async function ofStored(sources: Sources, options: OpenOptions): Promise<Checked<OpenedContents>> {
  const databases = sources.databases.isEmpty ? { value: [] } : sources.databases.all();
  if ('error' in databases) return { diagnostics: [withName(databases.error, options)] };
  return continueWith(await withCluster({ sources }, { ...options, wantsMachines: true }), parts => {
    const { nodes, used, releases, diagnostics } = readNodes(databases.value);
    const { dump } = parts.sources;
    if (dump && nodes.length === 0) nodes.push({ network: dump.network, isDump: true });
    if (nodes.length === 0) return { diagnostics };
    const { cluster } = parts;
    const contents = { nodes, releases, ...(cluster && { cluster }) };
    const found = nodes.length === databases.value.length ? diagnostics : diagnostics.map(asWarning);
    return { value: { ...whatWasRead(parts, used), contents }, diagnostics: [...found, ...(dump?.diagnostics ?? [])] };
  });
}

function readNodes(databases: readonly NodeDatabases[]) {
  const nodes: NodeContents[] = [];
  const used: StoredDatabase[] = [];
  const diagnostics: Diagnostic[] = [];
  let releases: Releases = {};
  for (const each of databases) {
    const read = readNode(each, { kind: 'nb', wantsBoth: true });
    if ('error' in read) {
      diagnostics.push(read.error);
      continue;
    }
    const { nb, network, used: ofNode, diagnostics: found } = read.value;
    diagnostics.push(...found);
    used.push(...ofNode);
    nodes.push({ node: ofNode.flatMap(nodeNames)[0], nb, network, isDump: false });
    releases = { ...releasesOf(nb, network, ofNode), ...releases };
  }
  return { nodes, used, releases, diagnostics };
}

/** ovn-northd notes its release and the schemas: `25.03.0-20.41.0-77.6`. */
function releasesOf(
  nb: Nb | undefined,
  sb: Pick<Sb, 'SB_Global'> | undefined,
  used: readonly StoredDatabase[],
): Releases {
  const version = [sb?.SB_Global[0], nb?.NB_Global[0]]
    .map(row => row?.options.get('northd_internal_version'))
    .find(Boolean);
  const schemaOf = (kind: StoredDatabase['kind']) => used.find(each => each.kind === kind)?.schemaVersion;
  const known = {
    ovn: version?.split('-')[0],
    northboundSchema: schemaOf('nb'),
    southboundSchema: schemaOf('sb') ?? version?.split('-')[1],
  };
  return Object.fromEntries(Object.entries(known).filter(([, text]) => text !== undefined));
}
