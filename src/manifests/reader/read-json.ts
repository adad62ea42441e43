/**
 * JSON text to a tree, in a fraction of the time that reading it as YAML takes. What is no JSON, has a name twice in one
 * mapping, or is nested too deeply, is left to read-yaml.ts: in a manifest it is a fault, in a string not always.
 */
import type { Place } from '../../base/source-text.ts';
import type { Entry, List, Mapping, Tree } from './tree.ts';

/** Where a range of a parsed text stands for the reader of the manifest. */
export type Locate = (start: number, end: number) => Place;

/** Told now and then how far a reader has come. */
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

/** Why a text is no JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (fault) {
    return (fault as Error).message.replace(PLACE_WITHIN, '');
  }
}

/** What Node.js tells since release 22, besides the position; the reader of a manifest counts lines otherwise. */
const PLACE_WITHIN = / \(line \d+ column \d+\)$/;

/** Of a text that is JSON: nothing here looks for faults. */
class JsonReader {
  /** Whether a mapping has a name twice. */
  hasTwins = false;
  private readonly tokens: Iterator<RegExpExecArray>;
  private readonly locate: Locate;
  private readonly watch: Watch | undefined;
  private read = 0;

  constructor(text: string, locate: Locate, watch: Watch | undefined) {
    this.tokens = text.matchAll(/[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|[-+.\w]+/g);
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

const TOKENS_PER_LOOK = 10_000;
