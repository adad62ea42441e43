/**
 * Which datapath flows without a header are of. A fragment joins another one, or the datapath of a header, only if both name
 * the same port; otherwise it is a datapath of its own, since flows of two networks must never be mixed.
 */
import type { Datapath } from '../../network/logical-network.ts';
import { MULTICAST_PREFIX } from '../../ovn/multicast-groups.ts';
import type { DumpDatapaths } from './dump-header.ts';
import type { FlowOwner } from './dump-sections.ts';

type Names = ReadonlySet<string>;

/** For each owner, its datapath; `names` are those of the ports that its flows name. */
export function datapathsOf(
  owners: readonly FlowOwner[],
  names: readonly Names[],
  datapaths: DumpDatapaths,
): readonly Datapath[] {
  if (owners.every(({ datapath }) => datapath)) return owners.map(({ datapath }) => datapath!);
  const groups = new Groups(owners);
  const first = new Map<string, number>();
  for (const [owner, { kind }] of byHeaders(owners)) {
    for (const name of names[owner]!) {
      if (name.startsWith(MULTICAST_PREFIX)) continue;
      const known = first.get(`${kind} ${name}`);
      if (known === undefined) first.set(`${kind} ${name}`, owner);
      else groups.join(known, owner);
    }
  }
  return groups.datapaths(datapaths);
}

/** Those of headers come first, so that fragments join them. */
const byHeaders = (owners: readonly FlowOwner[]): readonly (readonly [number, FlowOwner])[] =>
  [...owners.entries()].sort(([, a], [, b]) => Number(b.datapath !== undefined) - Number(a.datapath !== undefined));

/** Owners that are of the same datapath, each by the first of them. */
class Groups {
  private readonly owners: readonly FlowOwner[];
  private readonly parents: number[];
  private readonly found: (Datapath | undefined)[];

  constructor(owners: readonly FlowOwner[]) {
    this.owners = owners;
    this.parents = owners.map((_, owner) => owner);
    this.found = owners.map(({ datapath }) => datapath);
  }

  /** The fragments of two headers stay apart, even if both name the same datapath. */
  join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    if (one === other || (this.found[one] && this.found[other])) return;
    const [root, child] = this.found[other] ? [other, one] : [one, other];
    this.parents[child] = root;
  }

  /** A fragment that joined nothing is called by its kind. */
  datapaths(datapaths: DumpDatapaths): readonly Datapath[] {
    const counts = new Map<string, number>();
    return this.owners.map((_, owner) => {
      const root = this.root(owner);
      const { kind = 'switch' } = this.owners[root]!;
      if (!this.found[root]) {
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        this.found[root] = datapaths.make([count === 1 ? kind : `${kind}-${count}`]);
      }
      return this.found[root]!;
    });
  }

  private root(owner: number): number {
    let root = owner;
    while (this.parents[root] !== root) root = this.parents[root]!;
    return root;
  }
}
