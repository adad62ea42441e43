/** Which of the databases in a source is meant: that of a node, and of what a command needs. */
import { type DatabaseKind, KINDS, nodeNames, type StoredDatabase } from './database.ts';

export interface Wish {
  /** What the command would rather have. */
  readonly kind: DatabaseKind;
  readonly node?: string | undefined;
}

/** Databases are added one by one, and those that cannot be meant are not kept: a must-gather has hundreds. */
export class DatabaseChoice {
  private readonly wish: Wish;
  private readonly kept = new Map<DatabaseKind, StoredDatabase>();
  /** What there is to choose from, and what of it fits. */
  private readonly labels = new Map<DatabaseKind, { all: string[]; fitting: number }>(
    KINDS.map(kind => [kind, { all: [], fitting: 0 }]),
  );

  constructor(wish: Wish) {
    this.wish = wish;
  }

  get isEmpty(): boolean {
    return this.kinds.length === 0;
  }

  add(database: StoredDatabase): void {
    const names = nodeNames(database);
    const labels = this.labels.get(database.kind)!;
    labels.all.push(labelOf(database, names));
    const { node } = this.wish;
    if (node !== undefined && names.length > 0 && !names.includes(node)) return;
    labels.fitting++;
    if (!this.kept.has(database.kind)) this.kept.set(database.kind, database);
  }

  /** The one database that fits, or a sentence that says between which one has to choose. */
  chosen(): StoredDatabase | string {
    const kind = this.kinds.includes(this.wish.kind) ? this.wish.kind : this.kinds[0]!;
    const { all, fitting } = this.labels.get(kind)!;
    const { node } = this.wish;
    if (fitting === 0) return `--node ${node}: no database of that node; there are ${all.sort().join(', ')}`;
    if (fitting === 1) return this.kept.get(kind)!;
    const where = kind === 'nb' ? 'northbound' : 'southbound';
    return `there are ${fitting} ${where} databases; choose one with --node: ${all.sort().join(', ')}`;
  }

  /** What there is of the other kind, if one fits; it is of the same node then. */
  companion({ kind }: StoredDatabase): StoredDatabase | undefined {
    const other = KINDS.find(each => each !== kind)!;
    return this.labels.get(other)!.fitting === 1 ? this.kept.get(other) : undefined;
  }

  private get kinds(): readonly DatabaseKind[] {
    return KINDS.filter(kind => this.labels.get(kind)!.all.length > 0);
  }
}

/** `worker-1 (ovnkube-node-x7k2p)`, or the file where no node is known. */
const labelOf = ({ name }: StoredDatabase, [first, ...others]: readonly string[]): string => {
  if (first === undefined) return name;
  return others.length > 0 ? `${first} (${others.join(', ')})` : first;
};
