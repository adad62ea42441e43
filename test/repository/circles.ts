/** Circles of imports. */
import { importsOf, type SourceFile } from './source-files.ts';

/**
 * The circles among the entries of each folder, one for each group of entries that import each other, as lines
 * `FOLDER: a -> b -> a`. An entry is a file, or a sub-folder with its whole content. So circles of files are found, too, in
 * their common folder.
 */
export function circlesOf(files: readonly SourceFile[]): string[] {
  const graphs = new Map<string, Graph>();
  for (const file of files)
    for (const imported of importsOf(file)) {
      const [folder, from, to] = parting(file.path, imported);
      if (from !== to) link(graphs, folder, from, to);
    }
  return [...graphs].flatMap(([folder, graph]) => circlesIn(graph).map(names => `${folder}: ${names.join(' -> ')}`));
}

type Graph = Map<string, Set<string>>;

/** The folder that both paths are in, and their entries in it. */
function parting(path: string, other: string): [folder: string, entry: string, otherEntry: string] {
  const [parts, others] = [path.split('/'), other.split('/')];
  const index = parts.findIndex((part, index) => part !== others[index]);
  if (index < 0) return [path, path, path];
  return [parts.slice(0, index).join('/') || 'src', parts[index]!, others[index]!];
}

function link(graphs: Map<string, Graph>, folder: string, from: string, to: string): void {
  const graph = graphs.get(folder) ?? new Map<string, Set<string>>();
  graphs.set(folder, graph.set(from, (graph.get(from) ?? new Set()).add(to)));
}

/** The shortest circle through each entry that is not in an earlier circle. */
function circlesIn(graph: Graph): string[][] {
  const circles: string[][] = [];
  for (const start of [...graph.keys()].sort()) {
    if (circles.some(circle => circle.includes(start))) continue;
    const circle = shortestCircle(graph, start);
    if (circle) circles.push(circle);
  }
  return circles;
}

function shortestCircle(graph: Graph, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways)
    for (const next of graph.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  return undefined;
}
