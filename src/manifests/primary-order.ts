/**
 * Which of several primary networks a namespace gets: the first that was created (release 1.1,
 * go-controller/pkg/clustermanager/userdefinednetwork/controller.go).
 */
import type { LeftOutNetwork, NetworkIdentity } from './types/network-spec.ts';

/**
 * Networks with an id exist already, so they come first. Where the manifests do not tell, networks that udon does not
 * compile come before the others, so that no answer depends on a guess.
 */
export const inOrderOfPrecedence = <N extends NetworkIdentity>(networks: readonly N[]): readonly N[] =>
  networks.toSorted(
    (left, right) =>
      Number(!left.id) - Number(!right.id) ||
      compare(createdAt(left), createdAt(right)) ||
      Number(!isUncompiled(left)) - Number(!isUncompiled(right)),
  );

/** Whether the manifests tell that `one` is before `other`. */
export function isKnownEarlier(one: NetworkIdentity, other: NetworkIdentity): boolean {
  if (!one.id !== !other.id) return Boolean(one.id);
  const [first, second] = [one.creationTimestamp, other.creationTimestamp];
  return first !== undefined && second !== undefined && first < second;
}

const EARLIEST = '';
const LATEST = '9999';

const createdAt = (network: NetworkIdentity): string =>
  network.creationTimestamp ?? (isUncompiled(network) ? EARLIEST : LATEST);

const isUncompiled = (network: NetworkIdentity & Partial<LeftOutNetwork>): boolean => network.uncompiled !== undefined;

const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);
