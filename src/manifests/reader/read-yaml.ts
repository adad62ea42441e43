/**
 * YAML and JSON text to trees. JSON inside a YAML string (an annotation, the configuration of a
 * NetworkAttachmentDefinition) has places inside that string.
 */
import { Composer, type Document } from 'yaml';
import { type Diagnostic, error, isError } from '../../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../../base/progress.ts';
import { lastUpTo, type SourceText } from '../../base/source-text.ts';
import { documentsIn } from './documents.ts';
import { jsonFault, type Locate, readJson, readJsonStream, type Watch } from './read-json.ts';
import type { Scalar, Tree } from './tree.ts';
import { TreeBuilder } from './tree-builder.ts';
import { parseTokens, withKubectlTags } from './yaml-dialect.ts';

type Trees = { readonly trees: readonly Tree[]; readonly diagnostics: readonly Diagnostic[] };

/** All documents of a file, without empty ones. A file with documents that are not YAML gives one error. */
export function readYaml(source: SourceText, progress: Progress = UNWATCHED): Trees {
  const read = documentsIn(source.text).map(({ start, end }) => {
    const locate: Locate = (from, to) => ({ source, offset: start + from, length: to - from });
    const watch: Watch = offset => progress(`reading ${source.name}`, (start + offset) / source.text.length);
    return readPart(source.text.slice(start, end), locate, watch);
  });
  const [first, ...others] = read.flatMap(({ diagnostics }) => diagnostics.filter(isError));
  const warnings = read.flatMap(({ diagnostics }) => diagnostics.filter(found => !isError(found)));
  return {
    trees: read.flatMap(({ trees }) => trees),
    diagnostics: first ? [withOthers(first, others.length), ...warnings] : warnings,
  };
}

function withOthers(first: Diagnostic, count: number): Diagnostic {
  if (count === 0) return first;
  const others = count === 1 ? 'another document of this file is' : `${count} other documents of this file are`;
  return { ...first, message: `${first.message}; ${others} not YAML either` };
}

/** JSON is read faster. A text that begins as JSON can have several values. */
function readPart(text: string, locate: Locate, watch: Watch): Trees {
  const json = readJson(text, locate, watch);
  if (json) return treesOf(json);
  const { trees, end } = BEGINS_AS_JSON.test(text) ? readJsonStream(text, locate) : NOT_JSON;
  if (trees.length === 0) return readDocuments(text, locate, watch);
  const rest = readDocuments(text.slice(end), (from, to) => locate(end + from, end + to), watch);
  return { trees: [...trees, ...rest.trees], diagnostics: rest.diagnostics };
}

const BEGINS_AS_JSON = /^\uFEFF?\s*\{/;
const NOT_JSON = { trees: [], end: 0 };

/** The YAML parser calls this for each line, so it can report progress. */
function lineWatcher(watch: Watch): (offset: number) => void {
  let lines = 0;
  return offset => {
    lines++;
    if (lines % LINES_PER_LOOK === 0) watch(offset);
  };
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

/**
 * Reads one document at a time, because a document takes much more memory than its tree. The parser calls itself for each
 * level, so a text with very many levels ends it.
 */
function readDocuments(text: string, locate: Locate, watch: Watch): Trees {
  const trees: Tree[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = lineWatcher(watch);
  let line = 0;
  const onNewLine = (offset: number): void => {
    line = offset;
    report(offset);
  };
  try {
    for (const document of newComposer().compose(parseTokens(text, onNewLine))) {
      const read = readDocument(document, text, locate);
      trees.push(...read.trees);
      diagnostics.push(...read.diagnostics);
      if (read.diagnostics.some(isError)) break;
    }
  } catch (fault) {
    if (!isCallStack(fault)) throw fault;
    diagnostics.push(error('bad-yaml', TOO_DEEP, locate(line, line)));
  }
  return { trees, diagnostics };
}

/** The package compares each key with all others of its mapping; the builder of trees looks each one up. */
const newComposer = () => new Composer({ schema: 'core', customTags: withKubectlTags, uniqueKeys: false });

const isCallStack = (fault: unknown): boolean => fault instanceof RangeError && fault.message.includes('call stack');

/** Of the errors of a document only the first is sure: those after it can be its consequences. */
function readDocument(document: Document, text: string, locate: Locate): Trees {
  const fault = document.errors.find(({ pos: [start] }) => !isCommentLine(text, start));
  if (fault) return { trees: [], diagnostics: [error('bad-yaml', oneSentence(fault.message), locate(...fault.pos))] };
  if (!document.contents) return { trees: [], diagnostics: [] };
  const builder = new TreeBuilder(locate);
  const tree = builder.build(document.contents);
  return builder.fault ? { trees: [], diagnostics: [builder.fault] } : treesOf(tree, builder.warnings);
}

/** In brackets and braces, the package misses the line break before a comment in the first column. */
const isCommentLine = (text: string, offset: number): boolean => text[offset] === '#' && text[offset - 1] === '\n';

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

const TOO_DEEP = 'this is nested too deeply';

/** For too deep nesting, the yaml package passes on the message of the JavaScript engine. */
const oneSentence = (message: string): string =>
  message.includes('call stack') ? TOO_DEEP : message.replace(/\s+/g, ' ').replace(/\.$/, '');
