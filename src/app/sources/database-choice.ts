/** Which of several databases is meant: that of a node, and of what an answer is made from. */
import { type Fault, failed, type Result } from '../../base/result.ts';
import { type DatabaseKind, KINDS, nodeNames, type StoredDatabase } from '../../read/database.ts';
import type { IgnoredInput } from './input.ts';

export interface Wish {
  /** The kind to take where there are both. */
  readonly kind: DatabaseKind;
  readonly node?: string | undefined;
}

export type ChoiceFault = 'node-unknown' | 'node-needed';

interface Candidate {
  readonly kind: DatabaseKind;
  readonly name: string;
  /** `worker-1 (ovnkube-node-x7k2p)`, or the name of the file where no node is known. */
  readonly label: string;
  /** Whether it can be the database of the node that is wished for. */
  readonly fits: boolean;
}

/** Databases are added one by one, and no more than one of each kind is kept: a must-gather has hundreds. */
export class DatabaseChoice {
  private readonly wish: Wish;
  private readonly kept = new Map<DatabaseKind, StoredDatabase>();
  private readonly candidates: Candidate[] = [];

  constructor(wish: Wish) {
    this.wish = wish;
  }

  get isEmpty(): boolean {
    return this.candidates.length === 0;
  }

  add(database: StoredDatabase): void {
    const { kind, name } = database;
    const nodes = nodeNames(database);
    const fits = this.wish.node === undefined || nodes.length === 0 || nodes.includes(this.wish.node);
    this.candidates.push({ kind, name, label: labelOf(name, nodes), fits });
    if (fits && !this.kept.has(kind)) this.kept.set(kind, database);
  }

  /** The one database that fits; the fault lists what there is to choose from. */
  chosen(): Result<StoredDatabase, Fault<ChoiceFault>> {
    const kinds = KINDS.filter(kind => this.candidates.some(each => each.kind === kind));
    const kind = kinds.includes(this.wish.kind) ? this.wish.kind : kinds[0]!;
    const fitting = this.fitting(kind).length;
    if (fitting === 1) return { value: this.kept.get(kind)! };
    const { node } = this.wish;
    const labels = this.candidates.filter(each => each.kind === kind).map(({ label }) => label);
    const list = labels.sort().join(', ');
    if (fitting === 0) return failed('node-unknown', `--node ${node}: no database of that node; there are ${list}`);
    const where = kind === 'nb' ? 'northbound' : 'southbound';
    return failed('node-needed', `there are ${fitting} ${where} databases; choose one with --node: ${list}`);
  }

  /** The database of the other kind, if exactly one fits; it is of the same node then. */
  companion({ kind }: StoredDatabase): StoredDatabase | undefined {
    const other = KINDS.find(each => each !== kind)!;
    return this.fitting(other).length === 1 ? this.kept.get(other) : undefined;
  }

  /** All that were added, except the databases in `used`. */
  ignoredBeside(used: readonly StoredDatabase[]): IgnoredInput[] {
    const others = this.candidates.filter(
      ({ kind, name }) => !used.some(each => each.kind === kind && each.name === name),
    );
    return others.map(({ name, fits }) => ({ name, reason: fits ? 'not-needed' : 'other-node' }));
  }

  private fitting(kind: DatabaseKind): readonly Candidate[] {
    return this.candidates.filter(each => each.kind === kind && each.fits);
  }
}

const labelOf = (name: string, [first, ...others]: readonly string[]): string => {
  if (first === undefined) return name;
  return others.length > 0 ? `${first} (${others.join(', ')})` : first;
};
