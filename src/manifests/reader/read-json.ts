/**
 * JSON text to a tree, much faster than reading it as YAML. Three cases are left to read-yaml.ts: invalid JSON, a name
 * twice in one mapping, and too deep nesting. In a manifest they are faults, in a string not always.
 */
import type { Place } from '../../base/source-text.ts';
import type { Entry, List, Mapping, Tree } from './tree.ts';

/** The place of a range of the parsed text in the manifest. */
export type Locate = (start: number, end: number) => Place;

/** Receives the offset of the reader from time to time. */
export type Watch = (offset: number) => void;

export function readJson(text: string, locate: Locate, watch?: Watch): Tree | undefined {
  if (jsonFault(text) !== undefined) return undefined;
  const reader = new JsonReader(text, locate, watch);
  try {
    const tree = reader.tree();
    return reader.hasTwins ? undefined : tree;
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** The values at the beginning of a text with one JSON value after the other, and where they end. */
export function readJsonStream(
  text: string,
  locate: Locate,
): { readonly trees: readonly Tree[]; readonly end: number } {
  const trees: Tree[] = [];
  let end = 0;
  for (const next of endsOfValues(text)) {
    const start = end;
    const tree = readJson(text.slice(start, next), (from, to) => locate(start + from, start + to));
    if (!tree) break;
    trees.push(tree);
    end = next;
  }
  return { trees, end };
}

/** Where each value ends: at the bracket that closes its first one. */
function* endsOfValues(text: string): Generator<number> {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    depth += DEPTHS[token] ?? 0;
    if (depth <= 0) yield index + token.length;
  }
}

const DEPTHS: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** The reason why a text is not JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (fault) {
    return (fault as Error).message.replace(PLACE_WITHIN, '');
  }
}

/** Node.js adds this to the position since release 22. In an embedded text the lines are not those of the manifest. */
const PLACE_WITHIN = / \(line \d+ column \d+\)$/;

/** Reads a text that is valid JSON. It checks nothing but names that occur twice. */
class JsonReader {
  /** Whether any mapping has a name twice. */
  hasTwins = false;
  private readonly tokens: Iterator<RegExpExecArray>;
  private readonly locate: Locate;
  private readonly watch: Watch | undefined;
  private read = 0;

  constructor(text: string, locate: Locate, watch: Watch | undefined) {
    this.tokens = text.matchAll(TOKENS);
    this.locate = locate;
    this.watch = watch;
  }

  tree(first = this.next()): Tree {
    if (first[0] === '{') return this.mapping(first);
    if (first[0] === '[') return this.list(first);
    return { kind: 'scalar', place: this.place(first), value: JSON.parse(first[0]) };
  }

  private mapping(first: RegExpExecArray): Mapping {
    const entries = new Map<string, Entry>();
    let token = this.next();
    for (; token[0] !== '}'; token = this.next()) {
      const name = JSON.parse(token[0]);
      this.hasTwins ||= entries.has(name);
      entries.set(name, { key: this.place(token), value: this.tree() });
    }
    return { kind: 'mapping', place: this.place(first, token), entries };
  }

  private list(first: RegExpExecArray): List {
    const items: Tree[] = [];
    let token = this.next();
    for (; token[0] !== ']'; token = this.next()) items.push(this.tree(token));
    return { kind: 'list', place: this.place(first, token), items };
  }

  private place(first: RegExpExecArray, last = first): Place {
    return this.locate(first.index, last.index + last[0].length);
  }

  private next(): RegExpExecArray {
    const token: RegExpExecArray = this.tokens.next().value;
    if (++this.read % TOKENS_PER_LOOK === 0) this.watch?.(token.index);
    return token;
  }
}

const TOKENS = /[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|[-+.\w]+/g;
const TOKENS_PER_LOOK = 10_000;
