/** Command lines as a shell reads them, and the one that traces the packet of an answer again. */

/** A word as a shell reads it: in quotes only where it needs them. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Which sources an answer is of, as a command line names them. */
export interface AskedSources {
  readonly sources?: readonly string[];
  /** As `Opened` names it: `worker-1 (ovnkube-node-x7k2p)`; absent if the sources have one node. */
  readonly node?: string | undefined;
  /** The options that change what is read of the sources, as words: `--ovnk-release 1.2`. */
  readonly options?: readonly string[];
}

/** `udon trace -f SOURCE --node NODE OPTIONS ARGUMENTS` */
export function replayCommand(
  { sources = [], node, options: opening = [] }: AskedSources,
  ...words: readonly string[]
): string {
  const options = [
    ...sources.flatMap(source => ['-f', source]),
    ...(node === undefined ? [] : ['--node', node.split(' ')[0]!]),
    ...opening,
  ];
  return ['udon trace', ...[...options, ...words].map(shellWord)].join(' ');
}
