/** Command lines that show the same as a case found, in words. */
import type { TestSession } from './test-session.ts';

/** `udon trace -f samples/cudn2 --node worker-1 ...`; `node` is the node whose network was asked, if there are several. */
export function replayOf(
  command: 'trace' | 'dhcp' | 'arp',
  { source, release: { ovn, ovnk }, opening }: TestSession,
  words: readonly string[],
  node = opening.node,
): readonly string[] {
  return [
    ...[...source.program.split(' '), command, ...source.options],
    ...option('--node', node?.split(' (')[0]),
    ...option('--release', ovn),
    ...option('--ovnk-release', ovnk),
    ...(opening.ovnkFeatures ?? []).flatMap(feature => option('--ovnk-feature', feature)),
    ...words,
  ];
}

const option = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [name, value];
