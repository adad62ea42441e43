/**
 * YAML and JSON text to trees. JSON inside a YAML string (an annotation, the configuration of a
 * NetworkAttachmentDefinition) has places inside that string.
 */
import { Composer, type Document, LineCounter, Parser } from 'yaml';
import { capDiagnostics, type Diagnostic, error } from '../../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../../base/progress.ts';
import { lastUpTo, type SourceText } from '../../base/source-text.ts';
import { jsonFault, type Locate, readJson, type Watch } from './read-json.ts';
import type { Scalar, Tree } from './tree.ts';
import { TreeBuilder } from './tree-builder.ts';

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
  // The package compares each key with all others of its mapping; the builder of trees looks each one up.
  for (const document of new Composer({ schema: 'core', uniqueKeys: false }).compose(
    new Parser(lines.addNewLine).parse(text),
  )) {
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
  const builder = new TreeBuilder(locate, diagnostics);
  const tree = builder.build(document.contents);
  return builder.isWhole ? treesOf(tree, diagnostics) : { trees: [], diagnostics };
}

const treesOf = (tree: Tree, diagnostics: readonly Diagnostic[] = []): Trees => ({
  trees: tree.kind === 'scalar' && tree.value === null ? [] : [tree],
  diagnostics,
});

/**
 * Places inside a string, line by line. A literal block or a string without escapes contains its lines unchanged.
 * Otherwise each place is the whole string.
 */
function locateWithin({ value, place }: Scalar): Locate {
  const { source } = place;
  const starts: number[] = [];
  const offsets: number[] = [];
  let at = 0;
  let offset = place.offset;
  for (const line of String(value).split('\n')) {
    offset = source.text.indexOf(line, offset);
    if (offset < 0 || offset + line.length > place.offset + place.length) return () => place;
    starts.push(at);
    offsets.push(offset);
    at += line.length + 1;
    offset += line.length;
  }
  const shift = (position: number): number => {
    const line = lastUpTo(starts, position);
    return offsets[line]! + position - starts[line]!;
  };
  return (start, end) => ({ source, offset: shift(start), length: Math.max(0, shift(end) - shift(start)) });
}

/** For too deep nesting, the yaml package passes on the message of the JavaScript engine. */
const oneSentence = (message: string): string =>
  message.includes('call stack') ? 'this is nested too deeply' : message.replace(/\s+/g, ' ').replace(/\.$/, '');
