/**
 * The nodes of decision diagrams, each stored once: two diagrams are equal if they are the same number. A node has a
 * variable, and a diagram for each value of it. A leaf has the number of a set instead. Nodes are never removed, because a
 * table lives as long as one question.
 */

/** A diagram: the number of its first node. */
export type Node = number;

/** The variable of leaves, after all others. */
export const LEAF = 0x7fffffff;

/** Thrown when a question needs more nodes than allowed; the caller of a question reports it. */
export class NodeLimitError extends Error {}

export class NodeTable {
  variable = new Int32Array(FIRST_SIZE);
  /** The diagram if the variable is 0; the set, for a leaf. */
  low = new Int32Array(FIRST_SIZE);
  /** The diagram if the variable is 1. */
  high = new Int32Array(FIRST_SIZE);
  count = 0;
  private readonly limit: number;
  /** Numbers of nodes plus 1, by their hash; 0 is free. */
  private slots = new Int32Array(FIRST_SIZE * 2);

  constructor(limit: number) {
    this.limit = limit;
  }

  leaf(set: number): Node {
    return this.find(LEAF, set, set);
  }

  /** `variable` has to come before those of `low` and `high`. */
  node(variable: number, low: Node, high: Node): Node {
    return low === high ? low : this.find(variable, low, high);
  }

  private find(variable: number, low: number, high: number): Node {
    const mask = this.slots.length - 1;
    for (let slot = hash(variable, low, high) & mask; ; slot = (slot + 1) & mask) {
      const node = this.slots[slot]! - 1;
      if (node < 0) return this.add(slot, variable, low, high);
      if (this.low[node] === low && this.high[node] === high && this.variable[node] === variable) return node;
    }
  }

  private add(slot: number, variable: number, low: number, high: number): Node {
    const node = this.count++;
    if (node >= this.limit) throw new NodeLimitError();
    if (node >= this.variable.length) this.grow();
    this.variable[node] = variable;
    this.low[node] = low;
    this.high[node] = high;
    if (this.count * 2 > this.slots.length) this.rehash();
    else this.slots[slot] = node + 1;
    return node;
  }

  private grow(): void {
    this.variable = doubled(this.variable);
    this.low = doubled(this.low);
    this.high = doubled(this.high);
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let node = 0; node < this.count; node++) {
      let slot = hash(this.variable[node]!, this.low[node]!, this.high[node]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node + 1;
    }
    this.slots = slots;
  }
}

const FIRST_SIZE = 2 ** 14;

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

export function hash(a: number, b: number, c: number): number {
  let value = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  value ^= value >>> 15;
  value = Math.imul(value, 0x27d4eb2f);
  return value ^ (value >>> 13);
}
