/** Databases by the node that they belong to. OVN-Kubernetes has a pair on every node; a must-gather has hundreds. */
import { type Fault, failed, type Result } from '../../../base/result.ts';
import { type DatabaseKind, KINDS, nodeNames, type StoredDatabase } from '../../../read/database.ts';
import type { IgnoredInput, IgnoreReason } from '../input.ts';

export interface Wish {
  /** The kind to take where there are both. */
  readonly kind: DatabaseKind;
  readonly node?: string | undefined;
  /** Whether the question is asked of every node, so that no database is forgotten. */
  readonly wantsAllNodes?: boolean | undefined;
}

export type ChoiceFault = 'node-unknown' | 'node-needed';

/** The databases of one node, or of a whole cluster: one or both. */
export type NodeDatabases = { readonly [kind in DatabaseKind]?: StoredDatabase | undefined } & {
  /** `worker-1 (ovnkube-node-x7k2p)`, or the name of a file where no node is known. */
  readonly label: string;
};

interface Candidate {
  readonly kind: DatabaseKind;
  readonly name: string;
  readonly nodes: readonly string[];
  /** Whether it can be the database of the node that is wished for. */
  readonly fits: boolean;
  /** Absent if it is forgotten, because another one of its kind makes `--node` necessary. */
  readonly database?: StoredDatabase;
}

/** Databases are added one by one. */
export class DatabasesByNode {
  private readonly wish: Wish;
  private readonly candidates: Candidate[] = [];

  constructor(wish: Wish) {
    this.wish = wish;
  }

  get isEmpty(): boolean {
    return this.candidates.length === 0;
  }

  has(kind: DatabaseKind): boolean {
    return this.candidates.some(each => each.kind === kind);
  }

  add(database: StoredDatabase): void {
    const { kind, name } = database;
    const { node, wantsAllNodes } = this.wish;
    const nodes = nodeNames(database);
    const fits = node === undefined || nodes.length === 0 || nodes.includes(node);
    const isKept = fits && (wantsAllNodes || !this.candidates.some(each => each.kind === kind && each.fits));
    this.candidates.push({ kind, name, nodes, fits, ...(isKept && { database }) });
  }

  /** The nodes that fit, at least one. The fault lists what there is to choose from. */
  all(): Result<readonly NodeDatabases[], Fault<ChoiceFault>> {
    const groups = groupsOf(this.candidates.filter(({ fits }) => fits));
    if (groups.length === 0) return this.unknown();
    const twins = groups.flatMap(group => KINDS.map(kind => group.filter(each => each.kind === kind)));
    const twice = twins.find(({ length }) => length > 1);
    if (twice)
      return failed(
        'node-needed',
        `there are ${twice.length} ${WORDS[twice[0]!.kind]} databases of one node; give one of ${namesOf(twice)}`,
      );
    return { value: groups.map(toNode) };
  }

  /** The one node that fits, of those that have the kind that is wished for. */
  one(): Result<NodeDatabases, Fault<ChoiceFault>> {
    const fitting = this.candidates.filter(({ fits }) => fits);
    if (fitting.length === 0) return this.unknown();
    const kind = this.kindIn(fitting);
    const ofKind = fitting.filter(each => each.kind === kind);
    const [only, ...others] = ofKind;
    if (others.length === 0) return { value: toNode(groupsOf(fitting).find(group => group.includes(only!))!) };
    const labels = ofKind.map(({ name, nodes }) => labelOf(name, nodes));
    const areSame = new Set(labels).size < labels.length;
    const choice = areSame ? `give one of ${namesOf(ofKind)}` : `choose one with --node: ${labels.sort().join(', ')}`;
    return failed('node-needed', `there are ${ofKind.length} ${WORDS[kind]} databases; ${choice}`);
  }

  /** All that were added, except the databases in `used`. */
  ignoredBeside(used: readonly StoredDatabase[]): IgnoredInput[] {
    const others = this.candidates.filter(
      ({ kind, name }) => !used.some(each => each.kind === kind && each.name === name),
    );
    const isUsed = (nodes: readonly string[]) =>
      nodes.length === 0 || used.some(each => nodeNames(each).some(node => nodes.includes(node)));
    const reasonOf = ({ fits, nodes }: Candidate): IgnoreReason =>
      fits && (used.length === 0 || isUsed(nodes)) ? 'not-needed' : 'other-node';
    return others.map(each => ({ name: each.name, reason: reasonOf(each) }));
  }

  private unknown(): { readonly error: Fault<'node-unknown'> } {
    const kind = this.kindIn(this.candidates);
    const labels = this.candidates.filter(each => each.kind === kind).map(({ name, nodes }) => labelOf(name, nodes));
    const list = labels.sort().join(', ');
    return failed('node-unknown', `--node ${this.wish.node}: no database of that node; there are ${list}`);
  }

  private kindIn(candidates: readonly Candidate[]): DatabaseKind {
    const kinds = KINDS.filter(kind => candidates.some(each => each.kind === kind));
    return kinds.includes(this.wish.kind) ? this.wish.kind : kinds[0]!;
  }
}

const WORDS: Readonly<Record<DatabaseKind, string>> = { nb: 'northbound', sb: 'southbound' };

const namesOf = (candidates: readonly Candidate[]): string =>
  candidates
    .map(({ name }) => name)
    .sort()
    .join(', ');

/** One database of each kind are a pair. Of several, those that share a name of their node are together. */
function groupsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  if (candidates.length === 0) return [];
  if (KINDS.every(kind => candidates.filter(each => each.kind === kind).length <= 1)) return [candidates];
  const groups: Candidate[][] = [];
  for (const candidate of candidates) {
    const group = groups.find(members =>
      members.some(({ nodes }) => nodes.some(node => candidate.nodes.includes(node))),
    );
    if (group) group.push(candidate);
    else groups.push([candidate]);
  }
  return groups;
}

function toNode(group: readonly Candidate[]): NodeDatabases {
  const names = [...new Set(group.flatMap(({ nodes }) => nodes))];
  const databaseOf = (kind: DatabaseKind) => group.find(each => each.kind === kind)?.database;
  return { label: labelOf(group[0]!.name, names), nb: databaseOf('nb'), sb: databaseOf('sb') };
}

const labelOf = (name: string, [first, ...others]: readonly string[]): string => {
  if (first === undefined) return name;
  return others.length > 0 ? `${first} (${others.join(', ')})` : first;
};
