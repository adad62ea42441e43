/**
 * From inputs to the network that questions are asked of. What is not compiled yet is compiled. Readers and compilers that
 * the inputs do not need are not loaded.
 */
import type { Checked } from '../../base/diagnostic.ts';
import { continueWith } from '../../base/result.ts';
import { readSources, withName } from './gather/read-sources.ts';
import type { Sources } from './gather/source.ts';
import type { Inputs } from './input.ts';
import { openNode } from './open-node.ts';
import type { Opened, OpenOptions } from './opened.ts';
import { withCluster } from './with-cluster.ts';

/**
 * Reads and compiles inputs to what questions are asked of. The result has no value if nothing can be asked of them; the diagnostics then have an error with one of these codes:
 * those of `SourceFault`; `not-utf8`, `schema-unknown` or another of a file that cannot be read; `release-unsupported`,
 * `ovnk-release-unknown`, `ovnk-feature-unknown`; those of manifests that no rows can be made from; with `guest`,
 * `guest-unknown` or `guest-ambiguous` where no node, or more than one, has it. With a value, errors
 * are of manifests that were left out. An input that was named itself and throws while it is read ends the call with what
 * it throws.
 */
export async function openSources(inputs: Inputs, options: OpenOptions = {}): Promise<Checked<Opened>> {
  const wish = { ...options, kind: 'sb', wantsAllNodes: options.guest !== undefined } as const;
  return continueWith(await readSources(inputs, wish), sources =>
    options.guest === undefined ? openOne(sources, options) : openWhereIs(options.guest, sources, options),
  );
}

async function openOne(sources: Sources, options: OpenOptions): Promise<Checked<Opened>> {
  const node = sources.databases.isEmpty ? { value: undefined } : sources.databases.one();
  if ('error' in node) return { diagnostics: [withName(node.error, options)] };
  const parts = { sources, ...(node.value && { node: node.value }) };
  return continueWith(await withCluster(parts, options), whole => openNode(whole, options));
}

/** The search is loaded only for these questions. */
async function openWhereIs(guest: string, sources: Sources, options: OpenOptions): Promise<Checked<Opened>> {
  const [{ nodesIn }, { chooseNode }] = await Promise.all([
    import('./open-nodes.ts'),
    import('../guests/choose-node.ts'),
  ]);
  return continueWith(await nodesIn(sources, options), ({ nodes, cluster }) => {
    const chosen = chooseNode(guest, nodes, cluster);
    return 'error' in chosen ? { diagnostics: [chosen.error] } : chosen.value.open();
  });
}
