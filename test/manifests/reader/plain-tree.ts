/** Trees as plain values. */
import type { Tree } from '../../../src/manifests/reader/tree.ts';

export const plain = (tree: Tree): unknown => {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries([...tree.entries].map(([name, { value }]) => [name, plain(value)]));
};
