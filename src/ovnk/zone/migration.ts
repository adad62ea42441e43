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

/** The role of each pod. A completed pod has no port, and so no role. */
export function migrationRoles(
  pods: readonly PodSpec[],
  features: ReadonlySet<Feature>,
): ReadonlyMap<PodSpec, MigrationRole> {
  const podsByVirtualMachine = new Map<string, PodSpec[]>();
  for (const pod of pods.filter(({ virtualMachine }) => virtualMachine !== undefined)) {
    const siblings = podsByVirtualMachine.get(virtualMachineKey(pod)) ?? [];
    podsByVirtualMachine.set(virtualMachineKey(pod), [pod, ...siblings].sort(newestFirst));
  }
  const living = pods.filter(pod => !isCompleted(pod));
  const after = features.has('enabled-after-migration') ? TAKEN_OVER : NORMAL;
  return new Map(
    living.map(pod => [pod, roleAmong(podsByVirtualMachine.get(virtualMachineKey(pod)) ?? [pod], pod, after)]),
  );
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

const isCompleted = ({ phase }: PodSpec): boolean => phase === 'Succeeded' || phase === 'Failed';

/** The time of creation, for sorting. Pods without one come last, in the order of the manifests. */
export const created = ({ creationTimestamp }: PodSpec): string => creationTimestamp ?? '9999';

const newestFirst = (left: PodSpec, right: PodSpec): number => created(right).localeCompare(created(left));
