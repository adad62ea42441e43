/**
 * Sources for many questions: they are read once, and each of their nodes is opened once, when a question first needs it.
 */
import type { Checked } from '../../base/diagnostic.ts';
import { once, rememberTexts } from '../../base/remember.ts';
import { continueWith, type Fault, failed, type Result } from '../../base/result.ts';
import { chooseNode } from '../guests/choose-node.ts';
import { otherNodeOf } from '../guests/node-in-manifests.ts';
import { contentsIn, type OpenedContents } from '../inventory/open-contents.ts';
import { readSources } from '../sources/gather/read-sources.ts';
import type { Sources } from '../sources/gather/source.ts';
import type { Inputs } from '../sources/input.ts';
import { type NodeSource, nodesIn, type OpenedNodes } from '../sources/open-nodes.ts';
import { FOR_GUESTS, type Opened, type OpenOptions } from '../sources/opened.ts';

/** Which of several nodes is wanted: a node by its name, or the one that a VM, pod or port runs on. */
export interface WantedNode {
  readonly node?: string | undefined;
  readonly guest?: string | undefined;
}

/** Diagnostics of the sources are part of every result. Nothing here throws, except what `inputs` throws. */
export class SourceSession {
  private readonly options: OpenOptions;
  private readonly sources: () => Promise<Checked<Sources>>;
  /** Manifests in the zone of a node. */
  private readonly zoneOf: (node: string) => Promise<Checked<Opened>>;

  /** `inputs` are taken once, by the first question. */
  constructor(inputs: () => Inputs, options: OpenOptions = {}) {
    this.options = { ...FOR_GUESTS, ...options };
    this.sources = once(() => readSources(inputs(), { ...this.options, kind: 'sb', wantsAllNodes: true }));
    this.zoneOf = rememberTexts(node => this.openZone(node));
  }

  /** The nodes of the sources; each is opened once. */
  readonly nodes: () => Promise<Checked<OpenedNodes>> = once(async () =>
    continueWith(await this.sources(), async sources =>
      continueWith(await nodesIn(sources, this.options), found => ({
        value: { ...found, nodes: found.nodes.map(node => ({ ...node, open: once(node.open) })) },
        diagnostics: [],
      })),
    ),
  );

  /** What the sources hold. */
  readonly contents: () => Promise<Checked<OpenedContents>> = once(async () =>
    continueWith(await this.sources(), sources => contentsIn(sources, this.options)),
  );

  /** Of several nodes, one has to be wanted. Codes of errors: those of `openSources`. */
  async open(wanted: WantedNode = {}): Promise<Checked<Opened>> {
    return continueWith(await this.nodes(), async opened => {
      const chosen = nodeWanted(wanted, opened);
      if ('error' in chosen) return { diagnostics: [chosen.error] };
      const first = await chosen.value.open();
      return (await this.inOtherZone(wanted, first)) ?? first;
    });
  }

  /** Manifests are compiled for one node, and a guest can run on another one. */
  private async inOtherZone({ node, guest }: WantedNode, { value }: Checked<Opened>) {
    if (!value?.cluster || !value.nb || value.read.some(({ kind }) => kind !== 'manifests')) return undefined;
    const { nb, cluster } = value;
    const own = nb.NB_Global[0]?.name ?? '';
    const other = node ?? (guest === undefined ? undefined : otherNodeOf(guest, { nb, cluster, node: own }));
    return other === undefined || other === own ? undefined : this.zoneOf(other);
  }

  private async openZone(node: string): Promise<Checked<Opened>> {
    return continueWith(await this.sources(), async sources =>
      continueWith(await nodesIn(sources, { ...this.options, node }), async ({ nodes }) =>
        continueWith(await nodes[0]!.open(), opened => ({ value: { ...opened, node }, diagnostics: [] })),
      ),
    );
  }
}

function nodeWanted({ node, guest }: WantedNode, { nodes, cluster }: OpenedNodes): Result<NodeSource, Fault> {
  const [only, ...others] = nodes;
  if (others.length === 0) return { value: only! };
  if (node !== undefined) {
    const named = nodes.find(each => isNode(each, node));
    return named
      ? { value: named }
      : failed('node-unknown', `no databases of node ${node}; there are ${labels(nodes)}`);
  }
  return guest === undefined
    ? failed('node-needed', `there are the databases of ${nodes.length} nodes; choose one: ${labels(nodes)}`)
    : chooseNode(guest, nodes, cluster);
}

/** A node is called `worker-1 (ovnkube-node-x7k2p)`; each of these names means it. */
export const isNode = ({ node = '' }: NodeSource, name: string): boolean =>
  [node, ...(node.match(/[^\s(),]+/g) ?? [])].includes(name);

const labels = (nodes: readonly NodeSource[]): string => nodes.map(({ node }) => node).join(', ');
