/**
 * Live migration: two pods of one virtual machine, of which one at a time may use its addresses (release 1.1,
 * go-controller/pkg/kubevirt/pod.go, DiscoverLiveMigrationStatus).
 */
import type { PodSpec } from '../spec/udn-spec.ts';
import type { MigrationRole } from './zone.ts';

const NORMAL: MigrationRole = { enabled: undefined, isAddressed: true };
const WAITING: MigrationRole = { enabled: false, isAddressed: false };
const TAKEN_OVER: MigrationRole = { enabled: true, isAddressed: true };

export const isCompleted = ({ phase }: PodSpec): boolean => phase === 'Succeeded' || phase === 'Failed';

/** What part `pod` plays among all pods; undefined where it has no port, since it is completed. */
export function migrationRole(pod: PodSpec, pods: readonly PodSpec[]): MigrationRole | undefined {
  if (isCompleted(pod)) return undefined;
  const siblings = siblingsOf(pod, pods);
  const [target] = siblings;
  const living = siblings.filter(sibling => !isCompleted(sibling));
  if (!target || siblings.length < 2) return NORMAL;
  if (isCompleted(target)) return TAKEN_OVER;
  if (living.length < 2) return NORMAL;
  if (!target.isMigrationTargetReady) return pod === target ? WAITING : NORMAL;
  return pod === target ? TAKEN_OVER : WAITING;
}

/** All pods of the same virtual machine, the newest first. */
function siblingsOf(pod: PodSpec, pods: readonly PodSpec[]): readonly PodSpec[] {
  if (pod.virtualMachine === undefined) return [pod];
  return pods
    .filter(({ namespace, virtualMachine }) => namespace === pod.namespace && virtualMachine === pod.virtualMachine)
    .toSorted((left, right) => (right.creationTimestamp ?? '').localeCompare(left.creationTimestamp ?? ''));
}
