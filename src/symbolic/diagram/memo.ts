/** Results of operations on diagrams, so that shared parts are computed once. */
import { hash, type Node } from './node-table.ts';

/** Results by operation and two diagrams. A new result can replace another one, so the size stays small. */
export class PairMemo {
  private left = new Int32Array(FIRST_SIZE).fill(-1);
  private right = new Int32Array(FIRST_SIZE);
  private result = new Int32Array(FIRST_SIZE);

  /** The result, or -1. */
  get(operation: number, a: Node, b: Node): Node {
    const slot = this.slot(operation, a, b);
    return this.left[slot] === a * OPERATIONS + operation && this.right[slot] === b ? this.result[slot]! : -1;
  }

  set(operation: number, a: Node, b: Node, result: Node): void {
    const slot = this.slot(operation, a, b);
    this.left[slot] = a * OPERATIONS + operation;
    this.right[slot] = b;
    this.result[slot] = result;
  }

  /** Makes room for the results of `count` nodes. What is stored is lost. */
  fit(count: number): void {
    const { length } = this.left;
    if (count <= length || length >= LARGEST_SIZE) return;
    this.left = new Int32Array(length * 4).fill(-1);
    this.right = new Int32Array(length * 4);
    this.result = new Int32Array(length * 4);
  }

  private slot(operation: number, a: Node, b: Node): number {
    return hash(operation, a, b) & (this.left.length - 1);
  }
}

const OPERATIONS = 4;
const FIRST_SIZE = 2 ** 14;
const LARGEST_SIZE = 2 ** 20;

/** Results by one diagram, for one walk over it. `begin` forgets all of them at once. */
export class WalkMemo {
  private stamps = new Int32Array(0);
  private results = new Int32Array(0);
  private stamp = 0;

  begin(count: number): void {
    this.stamp++;
    if (count <= this.stamps.length) return;
    this.stamps = new Int32Array(count * 2);
    this.results = new Int32Array(count * 2);
  }

  /** The result, or -1. */
  get(node: Node): number {
    return this.stamps[node] === this.stamp ? this.results[node]! : -1;
  }

  set(node: Node, result: number): void {
    this.stamps[node] = this.stamp;
    this.results[node] = result;
  }
}
