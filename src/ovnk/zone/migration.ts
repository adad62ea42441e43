/**
 * Live migration: a virtual machine has two pods, and only one of them may use its addresses (release 1.1,
 * go-controller/pkg/kubevirt/pod.go, DiscoverLiveMigrationStatus).
 */
import type { PodSpec } from '../../manifests/types/pod-spec.ts';
import type { Feature } from '../vocabulary/features.ts';
import type { MigrationRole } from './zone.ts';

const NORMAL: MigrationRole = { enabled: undefined, isAddressed: true };
const WAITING: MigrationRole = { enabled: false, isAddressed: false };
const TAKEN_OVER: MigrationRole = { enabled: true, isAddressed: true };

/** More than two living pods of one name are no migration: the last ones get no port. */
export const TOO_MANY = 'too many';

/** The role of each pod. A completed pod has no port, and so no role. */
export function migrationRoles(
  pods: readonly PodSpec[],
  features: ReadonlySet<Feature>,
): ReadonlyMap<PodSpec, MigrationRole | typeof TOO_MANY> {
  const roles = new Map<PodSpec, MigrationRole | typeof TOO_MANY>();
  const after = features.has('enabled-after-migration') ? TAKEN_OVER : NORMAL;
  for (const siblings of podsByVirtualMachine(pods)) {
    const living = siblings.filter(pod => !isCompleted(pod));
    const [refused, taken] = [living.slice(MOST_PODS), living.slice(0, MOST_PODS)];
    const newestFirst = siblings.filter(pod => !refused.includes(pod)).toReversed();
    for (const pod of taken) roles.set(pod, roleAmong(newestFirst, pod, after));
    for (const pod of refused) roles.set(pod, TOO_MANY);
  }
  return roles;
}

/** The source and the target of a migration. */
const MOST_PODS = 2;

/** The pods of each virtual machine, by the label of the pods, in the order of their creation. */
function podsByVirtualMachine(pods: readonly PodSpec[]): Iterable<readonly PodSpec[]> {
  const groups = new Map<string, PodSpec[]>();
  for (const pod of inOrderOfCreation(pods)) {
    const key = pod.virtualMachine === undefined ? `pod ${pod.namespace}/${pod.name}` : virtualMachineKey(pod);
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return groups.values();
}

const virtualMachineKey = ({ namespace, virtualMachine }: PodSpec): string => `${namespace}/${virtualMachine}`;

/** `after` is the role of a target when its source is gone. */
function roleAmong([target, ...others]: readonly PodSpec[], pod: PodSpec, after: MigrationRole): MigrationRole {
  if (!target) return NORMAL;
  if (others.length && isCompleted(target)) return TAKEN_OVER;
  if (others.every(isCompleted)) return target.isMigrationTargetReady ? after : NORMAL;
  if (!target.isMigrationTargetReady) return pod === target ? WAITING : NORMAL;
  return pod === target ? TAKEN_OVER : WAITING;
}

export const isCompleted = ({ phase }: PodSpec): boolean => phase === 'Succeeded' || phase === 'Failed';

/** Pods without a time of creation come last. Those of one time are in the order of the manifests. */
export const inOrderOfCreation = (pods: readonly PodSpec[]): readonly PodSpec[] =>
  pods.toSorted((left, right) => created(left).localeCompare(created(right)));

const created = ({ creationTimestamp }: PodSpec): string => creationTimestamp ?? '9999';
