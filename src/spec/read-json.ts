/**
 * JSON text to a tree, in a fraction of the time that reading it as YAML takes. What is no JSON, or has a name twice in
 * one mapping, is left to the reader of YAML, which tells what is wrong.
 */
import type { Place } from '../base/source-text.ts';
import type { Entry, List, Mapping, Tree } from './tree.ts';

/** Where a range of a parsed text stands for the reader of the manifest. */
export type Locate = (start: number, end: number) => Place;

export function readJson(text: string, locate: Locate): Tree | undefined {
  if (jsonFault(text) !== undefined) return undefined;
  const reader = new JsonReader(text, locate);
  const tree = reader.tree();
  return reader.hasTwins ? undefined : tree;
}

/** Why a text is no JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (fault) {
    return (fault as Error).message;
  }
}

/** Of a text that is JSON: nothing here looks for faults. */
class JsonReader {
  /** Whether a mapping has a name twice. */
  hasTwins = false;
  private readonly tokens: Iterator<RegExpExecArray>;
  private readonly locate: Locate;

  constructor(text: string, locate: Locate) {
    this.tokens = text.matchAll(/[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|[-+.\w]+/g);
    this.locate = locate;
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
    return this.tokens.next().value;
  }
}
