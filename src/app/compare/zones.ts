/** The zones of the other nodes of two sources of manifests. Flows are compiled only where the rows have a difference. */
import { compareNorthbound } from '../../analyze/compare/compare-rows.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { once } from '../../base/remember.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { compileManifests } from '../sources/compile-manifests.ts';
import { readSources } from '../sources/gather/read-sources.ts';
import type { Sources } from '../sources/gather/source.ts';
import type { Inputs } from '../sources/input.ts';
import { openNode } from '../sources/open-node.ts';
import type { Opened, OpenOptions } from '../sources/opened.ts';
import type { ComparedZone } from './compare-sources.ts';
import { guestsOfOthers, zoneName } from './guests-by-node.ts';

/** A source that is opened already, and its zones; undefined without one of the node. */
export interface ZonesSource {
  readonly opened: Opened;
  rows(node: string): Promise<Nb | undefined>;
  open(node: string): Promise<Opened | undefined>;
}

/** The nodes of which a side has no zone are left out. `isOfReleases`: flows differ also where rows are the same. */
export async function otherZones(
  before: ZonesSource,
  after: ZonesSource,
  { isOfReleases = false } = {},
): Promise<readonly ComparedZone[]> {
  const [own, other] = [zoneName(before.opened), zoneName(after.opened)];
  const nodes = [...guestsOfOthers([before.opened, after.opened]).keys()];
  if (own === undefined || own !== other || nodes.length === 0) return [];
  const zones: ComparedZone[] = [];
  for (const node of nodes) {
    const [from, to] = [await before.rows(node), await after.rows(node)];
    if (!from || !to) continue;
    if (!isOfReleases && compareNorthbound(from, to).changes.length === 0) zones.push({ node });
    else {
      const sides = { before: await before.open(node), after: await after.open(node) };
      if (sides.before && sides.after) zones.push({ node, sides: { before: sides.before, after: sides.after } });
    }
  }
  return zones;
}

/** Reads the inputs again, once. What is wrong with them is reported where they are opened first. */
export function zonesAgain(inputs: () => Inputs, options: OpenOptions): Pick<ZonesSource, 'rows' | 'open'> {
  const sources = once(async () => (await readSources(inputs(), { ...options, kind: 'sb' })).value);
  const ofNode = async <V>(
    node: string,
    make: (sources: Sources, options: OpenOptions) => Promise<Checked<V>>,
  ): Promise<V | undefined> => {
    const found = await sources();
    return found && (await make(found, { ...options, node })).value;
  };
  return {
    rows: async node => (await ofNode(node, ({ texts }, atNode) => compileManifests(texts, atNode)))?.nb,
    open: node => ofNode(node, (found, atNode) => openNode({ sources: found }, atNode)),
  };
}
