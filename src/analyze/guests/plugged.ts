/**
 * Which ports of its pod the guest of a virtual machine uses: those that its manifest gives an interface. A pod has a port on the
 * primary network of its namespace also if the guest has no interface there.
 */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';
import { type ClusterView, type Machine, type MachineInterface, machineName } from './cluster-view.ts';
import type { Guest } from './guest.ts';
import { stateOf } from './machine-state.ts';
import { networkRole } from './network-role.ts';
import type { GuestSources } from './sources.ts';
import { attachmentsOf, networkBehind } from './who-answers.ts';

/** The ports of an interface: two while the VM migrates. */
export function portsOfInterface(
  link: MachineInterface,
  machine: Machine,
  cluster: ClusterView,
  sources: GuestSources,
): readonly Guest[] {
  const guests = sources.guestsByMachine().get(machineName(machine)) ?? [];
  const network = networkBehind(link, machine, cluster);
  if (!network && isOnDefault(link, machine, cluster))
    return guests.filter(guest => networkRole(guest, sources) === 'default');
  const attachments = network ? attachmentsOf(link, machine, network) : [];
  return guests.filter(({ port, dhcpFlow }) =>
    sources.isDump ? dhcpFlow : attachments.includes(port.external_ids.get(EXTERNAL_IDS.attachment)!),
  );
}

const isOnDefault = ({ network }: MachineInterface, { namespace }: Machine, { leftOut }: ClusterView): boolean =>
  network === 'pod' && primaryNetworkOf(namespace, leftOut) === undefined;

/** The interface of a VM that uses the port; `none` if its manifest has none; undefined if no manifest says it. */
export function interfaceAt(guest: Guest, sources: GuestSources): MachineInterface | 'none' | undefined {
  const { cluster, isDump } = sources;
  const machine = isDump ? undefined : machineOf(guest, cluster);
  if (!machine || !cluster) return undefined;
  return machine.interfaces.find(link => portsOfInterface(link, machine, cluster, sources).includes(guest)) ?? 'none';
}

/** Whether the guest gets packets of the port, as far as is known. */
export function isPlugged(guest: Guest, sources: GuestSources): boolean {
  const link = interfaceAt(guest, sources);
  return link === undefined || (link !== 'none' && linkState(link, guest, sources) === 'up');
}

/** The manifest of the VM that a guest is. */
export const machineOf = ({ vm, name }: Guest, cluster: ClusterView | undefined): Machine | undefined =>
  vm === undefined ? undefined : cluster?.machines.find(machine => machineName(machine) === name);

const linkState = (link: MachineInterface, guest: Guest, { cluster }: GuestSources): MachineInterface['state'] =>
  stateOf(link, machineOf(guest, cluster)!, cluster!);

/** Why a guest does not get the packets of its port: a sentence without a full stop. */
export function whyUnplugged(guest: Guest, sources: GuestSources): string {
  const { name, port } = guest;
  const link = interfaceAt(guest, sources);
  const network = port.external_ids.get(EXTERNAL_IDS.network) ?? "the cluster's own network";
  if (link && link !== 'none')
    return linkState(link, guest, sources) === 'down'
      ? `interface ${link.name} of ${name} on ${network} has no link (state: down)`
      : `interface ${link.name} of ${name} on ${network} is not plugged yet: the VM gets it when it migrates or starts again`;
  const own = machineOf(guest, sources.cluster)!.interfaces.map(interfaceText).join(', ');
  return `${name} has no interface on ${network}: its manifest has ${own === '' ? 'no interface' : `only ${own}`}`;
}

/** `net1 (bridge, attachment demo/vlan)` */
export const interfaceText = ({ name, binding, network }: MachineInterface): string =>
  `${name} (${binding}, ${network === 'pod' ? 'network of the pod' : `attachment ${network.namespace}/${network.name}`})`;
