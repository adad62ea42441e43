/**
 * A matrix: the first line has the names of the columns (TO), each other line the name of its row (FROM) and a cell for each
 * column: `X` allow, `.` deny, `-` not asked, or the ports that are allowed, with commas between them. The first line can
 * begin with `+` for the corner.
 */
import { error } from '../../../base/diagnostic.ts';
import { text } from '../../../manifests/reader/scalars.ts';
import { madeOf, type Report, type Shape } from '../../../manifests/reader/shape.ts';
import type { Tree } from '../../../manifests/reader/tree.ts';
import { parseProtocol } from '../../explain/protocol.ts';

export interface WrittenCell {
  readonly from: string;
  readonly to: string;
  readonly cell: 'allow' | 'deny' | 'list' | 'none';
  readonly ports: readonly string[];
}

export const MATRIX: Shape<readonly WrittenCell[]> = madeOf([text], (tree, report) => {
  const lines = text(tree, report)
    ?.split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');
  if (!lines) return undefined;
  const [head = [], ...rows] = lines;
  if (rows.length === 0) return fault('a matrix needs a line with its columns, and a line for each row', tree, report);
  const columns = head[0] === CORNER ? head.slice(1) : head;
  const cells = rows.flatMap(row => cellsOf(row, columns, tree, report));
  return cells.length === rows.length * columns.length ? cells : undefined;
});

/** None if something is wrong. */
function cellsOf(
  [from, ...words]: readonly string[],
  columns: readonly string[],
  tree: Tree,
  report: Report,
): WrittenCell[] {
  if (words.length !== columns.length) {
    fault(`row ${from} of the matrix has ${words.length} cells, but there are ${columns.length} columns`, tree, report);
    return [];
  }
  const cells = words.map((word, index) => cellOf(word, from!, columns[index]!));
  const bad = cells.indexOf(undefined);
  if (bad < 0) return cells as WrittenCell[];
  const message = `"${words[bad]}" in row ${from} of the matrix is not a cell: use X (allow), . (deny), - (not asked) or ports such as tcp/80,udp/53`;
  fault(message, tree, report);
  return [];
}

const WORDS: Readonly<Record<string, WrittenCell['cell']>> = { X: 'allow', x: 'allow', '.': 'deny', '-': 'none' };

function cellOf(word: string, from: string, to: string): WrittenCell | undefined {
  const cell = WORDS[word];
  if (cell) return { from, to, cell, ports: [] };
  const ports = word.toLowerCase().split(',');
  return ports.every(port => 'value' in parseProtocol(port)) ? { from, to, cell: 'list', ports } : undefined;
}

function fault(message: string, tree: Tree, report: Report): undefined {
  report(error('bad-matrix', message, tree.place));
}

const BLOCK = /^( *)(- +)?matrix: *\|[-+]? *(?:#.*)?\r?$/;
const CORNER = '+';

/**
 * The text of a file where each matrix has a mark in its corner. In YAML, the first line of a block says how far it is
 * indented, so the line with the columns may not begin further to the right than the others. No place in the text changes.
 */
export function withCorners(text: string): string {
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const [, indent, dash = ''] = BLOCK.exec(line) ?? [];
    if (indent !== undefined) fillCorner(lines, index + 1, indent.length + dash.length);
  });
  return lines.join('\n');
}

function fillCorner(lines: string[], start: number, indent: number): void {
  const end = lines.findIndex((line, index) => index >= start && line.trim() !== '' && indentOf(line) <= indent);
  const block = lines.slice(start, end < 0 ? undefined : end);
  const first = block.findIndex(line => line.trim() !== '');
  const least = Math.min(...block.filter(line => line.trim() !== '').map(indentOf));
  if (first < 0 || indentOf(block[first]!) <= least + 1) return;
  const head = block[first]!;
  lines[start + first] = `${head.slice(0, least)}${CORNER}${head.slice(least + 1)}`;
}

const indentOf = (line: string): number => line.search(/\S|$/);
