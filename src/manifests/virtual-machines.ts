/**
 * Joins instances to their virtual machines. What runs is what the instance says: a change of the template counts from
 * the next start or migration on. An instance without a virtual machine counts as one.
 */
import type { InstanceSpec, VirtualMachineInterface, VirtualMachineSpec } from './types/virtual-machine-spec.ts';

export function joinInstances(
  virtualMachines: readonly VirtualMachineSpec[],
  instances: readonly InstanceSpec[],
): readonly VirtualMachineSpec[] {
  const keyOf = ({ namespace, name }: VirtualMachineSpec) => `${namespace}/${name}`;
  const instanceOf = new Map(instances.map(instance => [keyOf(instance), instance]));
  const known = new Set(virtualMachines.map(keyOf));
  const joined = virtualMachines.map(virtualMachine => join(virtualMachine, instanceOf.get(keyOf(virtualMachine))));
  return [...joined, ...instances.filter(instance => !known.has(keyOf(instance)))];
}

function join(virtualMachine: VirtualMachineSpec, instance: InstanceSpec | undefined): VirtualMachineSpec {
  if (!instance) return virtualMachine;
  if (!instance.isRunning) return { ...virtualMachine, isRunning: false };
  const { node, hasDomain, ...running } = instance;
  if (!hasDomain) return { ...virtualMachine, node, isRunning: true };
  const pending = virtualMachine.interfaces.filter(each => !has(running, each)).map(asPending);
  return { ...running, node, interfaces: [...running.interfaces, ...pending], place: virtualMachine.place };
}

const has = ({ interfaces }: Pick<VirtualMachineSpec, 'interfaces'>, { name }: VirtualMachineInterface): boolean =>
  interfaces.some(each => each.name === name);

const asPending = (link: VirtualMachineInterface): VirtualMachineInterface => ({ ...link, state: 'pending' });
