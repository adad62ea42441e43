/**
 * Trees of the nodes that the yaml package makes of a document. Each node, anchor and alias costs the same, however many
 * there are: to resolve an alias or to compare keys, the package would search the document.
 */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import { merged } from './merge-key.ts';
import type { Locate } from './read-json.ts';
import { describe, type Entry, type Mapping, type Scalar, type Tree } from './tree.ts';

/** A few lines of aliases of aliases can stand for more values than any memory holds. */
const MAX_COPIES = 1_000_000;

/** What an anchor is for: a tree, and how many values are in it, or a node whose tree is not finished. */
type Anchored = { readonly tree: Tree; readonly size: number } | { readonly unfinished: Node };

export class TreeBuilder {
  /** False after a fault that leaves nothing to be read of the document. */
  isWhole = true;
  private readonly anchors = new Map<string, Anchored>();
  /** The values that were built, and those of them that aliases stand for. */
  private size = 0;
  private copies = 0;
  private readonly locate: Locate;
  private readonly diagnostics: Diagnostic[];

  constructor(locate: Locate, diagnostics: Diagnostic[]) {
    this.locate = locate;
    this.diagnostics = diagnostics;
  }

  /** Nodes are built in the order of the text, so that an alias finds the last anchor of its name before it. */
  build(node: Node): Tree {
    const start = this.size++;
    if (isAlias(node)) return this.resolve(node);
    const { anchor } = node;
    if (anchor) this.anchors.set(anchor, { unfinished: node });
    const tree = this.make(node);
    if (anchor) this.anchors.set(anchor, { tree, size: this.size - start });
    return tree;
  }

  private resolve(alias: Alias): Tree {
    const found = this.anchors.get(alias.source);
    if (!found) return this.nothing(alias, `there is no anchor ${alias.source}`);
    if ('unfinished' in found) return this.nothing(found.unfinished, 'an anchor must not contain itself');
    this.size += found.size;
    this.copies += found.size;
    if (this.copies <= MAX_COPIES) return found.tree;
    const message = `the aliases up to here stand for more than ${MAX_COPIES.toLocaleString('en-US')} values`;
    return this.isWhole ? this.giveUp(alias, message) : this.absent(alias);
  }

  private make(node: Node): Tree {
    const place = this.place(node);
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map(item => this.build(item as Node)) };
    if (isMap(node)) return this.mapping(node);
    return { kind: 'scalar', place, value: (node as { value?: unknown }).value as Scalar['value'] };
  }

  private mapping(node: YAMLMap): Mapping {
    const entries = new Map<string, Entry>();
    const keys = new Set<unknown>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      if (isScalar(key) && keys.size === keys.add(key.value).size) this.giveUp(key, 'Map keys must be unique');
      const place = this.place(key);
      entries.set(this.nameIn(key), { key: place, value: value ? this.build(value) : { ...NOTHING, place } });
    }
    const report = (found: Diagnostic) => this.isWhole && this.diagnostics.push(found);
    return { kind: 'mapping', place: this.place(node), entries: merged(entries, report) };
  }

  /** The name in a key. An alias is allowed, a list or a mapping is not. */
  private nameIn(node: Node): string {
    const tree = this.build(node);
    if (tree.kind === 'scalar') return String(tree.value);
    this.diagnostics.push(error('bad-yaml', `a name has to be a string, not ${describe(tree)}`, this.place(node)));
    return '';
  }

  private giveUp(node: Node, message: string): Tree {
    this.isWhole = false;
    return this.nothing(node, message);
  }

  private nothing(node: Node, message: string): Tree {
    this.diagnostics.push(error('bad-yaml', message, this.place(node)));
    return this.absent(node);
  }

  private readonly absent = (node: Node): Tree => ({ ...NOTHING, place: this.place(node) });

  private place(node: Node): ReturnType<Locate> {
    const [start, end] = node.range!;
    return this.locate(start, end);
  }
}

const NOTHING = { kind: 'scalar', value: null } as const;
