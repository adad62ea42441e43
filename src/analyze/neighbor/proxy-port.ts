/**
 * The port of a switch to a router by whose option `arp_proxy` (man ovn-nb, Logical_Switch_Port) the switch answers. Switches
 * with equal options share one flow, whose hint is the port of only one of them.
 */
import { parseLspAddresses, parseNetworks } from '../../base/address-forms/lsp-addresses.ts';
import { type Address, contains } from '../../base/ip.ts';
import type { Datapath } from '../../network/logical-network.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { nbIndex } from '../origin/nb-index.ts';

/** Undefined if no port of the switch lists the address with this MAC. Without a MAC, the option means the router port's. */
export function proxyPort(
  { external_ids }: Datapath,
  target: Address,
  mac: string,
  nb: Nb | undefined,
): NbRow<'Logical_Switch_Port'> | undefined {
  const ls = nb && nbIndex(nb).switchWith(external_ids.get('logical-switch'));
  return ls?.row.ports.find(({ options }) => {
    const text = options.get('arp_proxy') ?? '';
    const given = parseLspAddresses(text);
    const { networks } = given ?? parseNetworks(text);
    return (given === undefined || given.mac === mac) && networks.some(network => contains(network, target));
  });
}
