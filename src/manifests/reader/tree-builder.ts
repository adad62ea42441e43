/**
 * Trees of the nodes that the yaml package makes of a document. Each node, anchor and alias costs the same, however many
 * there are: to resolve an alias or to compare keys, the package would search the document.
 */
import { type Alias, isAlias, isMap, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { type Diagnostic, error, warning } from '../../base/diagnostic.ts';
import { copiedEntries, isMergeKey } from './merge-key.ts';
import type { Locate } from './read-json.ts';
import { describe, type Entry, type Mapping, type Scalar, type Tree } from './tree.ts';

/** A few lines of aliases of aliases can stand for more values than any memory holds. */
const MAX_COPIES = 1_000_000;

/** What an anchor is for: a tree, and how many values are in it, or a node whose tree is not finished. */
type Anchored = { readonly tree: Tree; readonly size: number } | { readonly unfinished: Node };

export class TreeBuilder {
  /** The first fault. It leaves nothing to be read of the document. */
  fault: Diagnostic | undefined;
  readonly warnings: Diagnostic[] = [];
  private readonly anchors = new Map<string, Anchored>();
  /** The values that were built, and those of them that aliases stand for. */
  private size = 0;
  private copies = 0;
  private readonly locate: Locate;

  constructor(locate: Locate) {
    this.locate = locate;
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
    if (!found) return this.giveUp(alias, `there is no anchor ${alias.source}`);
    if ('unfinished' in found) return this.giveUp(found.unfinished, 'an anchor must not contain itself');
    this.size += found.size;
    this.copies += found.size;
    if (this.copies <= MAX_COPIES) return found.tree;
    return this.giveUp(
      alias,
      `the aliases up to here stand for more than ${MAX_COPIES.toLocaleString('en-US')} values`,
    );
  }

  private make(node: Node): Tree {
    const place = this.place(node);
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map(item => this.build(item as Node)) };
    if (isMap(node)) return this.mapping(node);
    return { kind: 'scalar', place, value: (node as { value?: unknown }).value as Scalar['value'] };
  }

  /** Of two entries with the same name the last one counts, also if one of them is copied. So does kubectl. */
  private mapping(node: YAMLMap): Mapping {
    const entries = new Map<string, Entry>();
    const own = new Set<string>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const place = this.place(key);
      const name = this.nameIn(key);
      const tree = value ? this.build(value) : { ...NOTHING, place };
      const copied = isMergeKey(name, place) ? copiedEntries(tree, found => this.fail(found)) : undefined;
      for (const [each, entry] of copied ?? [[name, { key: place, value: tree }] as const]) entries.set(each, entry);
      if (!copied && own.size === own.add(name).size)
        this.warnings.push(warning('twin-key', `"${name}" is here twice; this one counts`, place));
    }
    return { kind: 'mapping', place: this.place(node), entries };
  }

  /** The name in a key. An alias is allowed, a list or a mapping is not. */
  private nameIn(node: Node): string {
    const tree = this.build(node);
    if (tree.kind === 'scalar') return String(tree.value);
    this.giveUp(node, `a name has to be a string, not ${describe(tree)}`);
    return '';
  }

  private fail(found: Diagnostic): void {
    this.fault ??= found;
  }

  private giveUp(node: Node, message: string): Tree {
    this.fail(error('bad-yaml', message, this.place(node)));
    return { ...NOTHING, place: this.place(node) };
  }

  private place(node: Node): ReturnType<Locate> {
    const [start, end] = node.range!;
    return this.locate(start, end);
  }
}

const NOTHING = { kind: 'scalar', value: null } as const;
