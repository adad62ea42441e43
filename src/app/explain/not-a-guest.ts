/** What people name in place of a VM or pod, and what to ask instead. */
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { printAddress } from '../../base/ip.ts';
import { failed } from '../../base/result.ts';

const OUTSIDE: readonly string[] = ['internet', 'gw', 'gateway'];

/** The fault of a sender that is no VM, pod or port; undefined for all other names. */
export const notSender = (name: string, sources: GuestSources) => outsideSender(name) ?? notNode(name, sources);

/** The fault of a sender that no source can have. */
export const outsideSender = (name: string) =>
  OUTSIDE.includes(name) || name.startsWith('service/')
    ? failed(
        'sender-unknown',
        `"${name}" cannot be the sender: name a VM, pod or port; of a packet from outside, ask for the reply: FROM the VM, with --ct-scenario reply`,
      )
    : undefined;

/** The fault of a name of a node, with its addresses where a gateway router has them; undefined for all other names. */
export function notNode(name: string, sources: GuestSources) {
  if (!isNode(name, sources)) return undefined;
  const addresses = addressesOf(name, sources);
  const list = addresses.length > 0 ? `one of its addresses (${addresses.join(', ')})` : 'one of its addresses';
  return failed('node-named', `"${name}" is a node, not a VM, pod or port: as the destination, name ${list}`);
}

const isNode = (name: string, { network, cluster }: GuestSources): boolean =>
  network.Chassis.some(({ hostname }) => hostname === name) || (cluster?.pods ?? []).some(({ node }) => node === name);

/** OVN-Kubernetes names the port of a gateway router to the physical network after the router and its node. */
const addressesOf = (node: string, { network }: GuestSources): readonly string[] => [
  ...new Set(
    network.Port_Binding.filter(
      ({ logical_port }) => logical_port.startsWith('rtoe-GR_') && logical_port.endsWith(`_${node}`),
    )
      .flatMap(({ mac }) => mac.flatMap(text => parseLspAddresses(text)?.networks ?? []))
      .map(printAddress)
      .filter(address => !address.startsWith('169.254.')),
  ),
];
