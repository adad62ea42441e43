/**
 * YAML and JSON text to trees. JSON inside a YAML string (an annotation, the configuration of a
 * NetworkAttachmentDefinition) has places inside that string.
 */
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
} from 'yaml';
import { capDiagnostics, type Diagnostic, error } from '../../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../../base/progress.ts';
import type { Place, SourceText } from '../../base/source-text.ts';
import { merged } from './merge-key.ts';
import { jsonFault, type Locate, readJson, type Watch } from './read-json.ts';
import { describe, type Entry, type Scalar, type Tree } from './tree.ts';

type Trees = { readonly trees: readonly Tree[]; readonly diagnostics: readonly Diagnostic[] };

/** All documents of a file, without empty ones. A document that is not YAML gives only errors. */
export function readYaml(source: SourceText, progress: Progress = UNWATCHED): Trees {
  const locate: Locate = (start, end) => ({ source, offset: start, length: end - start });
  const watch: Watch = offset => progress(`reading ${source.name}`, offset / source.text.length);
  const json = readJson(source.text, locate, watch);
  return json ? treesOf(json) : readDocuments(source.text, locate, new LineWatcher(watch));
}

/** The YAML parser calls this for each line, so it can report progress. */
class LineWatcher extends LineCounter {
  private lines = 0;

  constructor(watch: Watch) {
    super();
    this.addNewLine = offset => {
      this.lines++;
      if (this.lines % LINES_PER_LOOK === 0) watch(offset);
      return this.lines;
    };
  }
}
const LINES_PER_LOOK = 1000;

/** The JSON in the string `holder`. Of two entries with the same name the last one counts, as in Go. */
export function readEmbeddedJson(holder: Scalar): {
  readonly tree?: Tree;
  readonly diagnostics: readonly Diagnostic[];
} {
  const text = String(holder.value);
  const tree = readJson(text, locateWithin(holder)) ?? readPlacelessJson(holder);
  if (tree) return { tree, diagnostics: [] };
  const reason = jsonFault(text) ?? 'it is nested too deeply';
  return { diagnostics: [error('bad-json', `this string has to be JSON: ${reason}`, holder.place)] };
}

/** The JSON in a string, where each value has the place of the whole string. Undefined if the text is not JSON. */
export function readPlacelessJson({ value, place }: Scalar): Tree | undefined {
  const treeOf = (json: unknown): Tree => {
    if (Array.isArray(json)) return { kind: 'list', place, items: json.map(treeOf) };
    if (json === null || typeof json !== 'object') return { kind: 'scalar', place, value: json as Scalar['value'] };
    const entries = Object.entries(json).map(([name, inner]) => [name, { key: place, value: treeOf(inner) }] as const);
    return { kind: 'mapping', place, entries: new Map(entries) };
  };
  try {
    return treeOf(JSON.parse(String(value)));
  } catch {
    return undefined;
  }
}

/** Reads one document at a time, because a document takes much more memory than its tree. */
function readDocuments(text: string, locate: Locate, lines: LineCounter): Trees {
  const trees: Tree[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of new Composer({ schema: 'core' }).compose(new Parser(lines.addNewLine).parse(text))) {
    const read = readDocument(document, locate);
    trees.push(...read.trees);
    diagnostics.push(...read.diagnostics);
  }
  return { trees, diagnostics: capDiagnostics(diagnostics, 'bad-yaml') };
}

function readDocument(document: Document, locate: Locate): Trees {
  const faults = document.errors.map(({ message, pos }) => error('bad-yaml', oneSentence(message), locate(...pos)));
  if (faults.length || !document.contents) return { trees: [], diagnostics: faults };
  const diagnostics: Diagnostic[] = [];
  const tree = new TreeBuilder(document, locate, diagnostics).build(document.contents);
  return treesOf(tree, diagnostics);
}

const treesOf = (tree: Tree, diagnostics: readonly Diagnostic[] = []): Trees => ({
  trees: tree.kind === 'scalar' && tree.value === null ? [] : [tree],
  diagnostics,
});

/**
 * Keeps the trees that it has built. So an anchor used a thousand times costs once, and an anchor inside itself is
 * found.
 */
class TreeBuilder {
  private readonly built = new Map<Node, Tree | 'unfinished'>();
  private readonly document: Document;
  private readonly locate: Locate;
  private readonly diagnostics: Diagnostic[];

  constructor(document: Document, locate: Locate, diagnostics: Diagnostic[]) {
    this.document = document;
    this.locate = locate;
    this.diagnostics = diagnostics;
  }

  build(node: Node): Tree {
    const known = this.built.get(node);
    if (known === 'unfinished') return this.nothing(node, 'an anchor must not contain itself');
    if (known) return known;
    this.built.set(node, 'unfinished');
    const tree = this.make(node);
    this.built.set(node, tree);
    return tree;
  }

  private make(node: Node): Tree {
    const place = this.place(node);
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      return target ? this.build(target) : this.nothing(node, `there is no anchor ${node.source}`);
    }
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map(item => this.build(item as Node)) };
    if (isMap(node)) {
      const entries = new Map(node.items.map(pair => this.entry(pair)));
      return { kind: 'mapping', place, entries: merged(entries, found => this.diagnostics.push(found)) };
    }
    return { kind: 'scalar', place, value: node.value as Scalar['value'] };
  }

  private entry({ key, value }: Pair): [string, Entry] {
    const keyNode = key as Node;
    const place = this.place(keyNode);
    return [this.nameIn(keyNode), { key: place, value: value ? this.build(value as Node) : { ...NOTHING, place } }];
  }

  /** The name in a key. An alias is allowed, a list or a mapping is not. */
  private nameIn(node: Node): string {
    if (isScalar(node)) return String(node.value);
    const tree = this.build(node);
    if (tree.kind === 'scalar') return String(tree.value);
    this.diagnostics.push(error('bad-yaml', `a name has to be a string, not ${describe(tree)}`, this.place(node)));
    return '';
  }

  private nothing(node: Node, message: string): Tree {
    const place = this.place(node);
    this.diagnostics.push(error('bad-yaml', message, place));
    return { ...NOTHING, place };
  }

  private place(node: Node): Place {
    const [start, end] = node.range!;
    return this.locate(start, end);
  }
}

const NOTHING = { kind: 'scalar', value: null } as const;

/**
 * Places inside a string, line by line. A literal block or a string without escapes contains its lines unchanged.
 * Otherwise each place is the whole string.
 */
function locateWithin({ value, place }: Scalar): Locate {
  const { source } = place;
  const starts: { readonly at: number; readonly offset: number }[] = [];
  let at = 0;
  let offset = place.offset;
  for (const line of String(value).split('\n')) {
    offset = source.text.indexOf(line, offset);
    if (offset < 0 || offset + line.length > place.offset + place.length) return () => place;
    starts.push({ at, offset });
    at += line.length + 1;
    offset += line.length;
  }
  const shift = (position: number): number => {
    const line = starts.findLast(start => start.at <= position)!;
    return line.offset + position - line.at;
  };
  return (start, end) => ({ source, offset: shift(start), length: Math.max(0, shift(end) - shift(start)) });
}

/** For too deep nesting, the yaml package passes on the message of the JavaScript engine. */
const oneSentence = (message: string): string =>
  message.includes('call stack') ? 'this is nested too deeply' : message.replace(/\s+/g, ' ').replace(/\.$/, '');
