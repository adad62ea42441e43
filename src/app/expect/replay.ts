/** Command lines that show the same as a case found, in words. */
import type { TestSession } from './test-session.ts';

type Question = Pick<TestSession, 'source' | 'release'>;

/** `udon trace -f samples/cudn2 --node worker-1 ...`; `node` is the node whose network was asked, if there are several. */
export function replayOf(
  command: 'trace' | 'dhcp' | 'arp' | 'explain',
  { source, release: { ovn, ovnk } }: Question,
  words: readonly string[],
  node?: string,
): readonly string[] {
  return [
    ...[...source.program.split(' '), command, ...source.options],
    ...(node === undefined ? [] : ['--node', node.split(' (')[0]!]),
    ...(ovn === undefined ? [] : ['--release', ovn]),
    ...(ovnk === undefined ? [] : ['--ovnk-release', ovnk]),
    ...words,
  ];
}
