/**
 * Ports that have an address of a guest, too. Which of them answers an ARP or ND request, and to which of them a router or a
 * load balancer sends, is not certain.
 */
import { parseAddress } from '../../base/ip.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { holdersOf } from '../explain/asked/next-hop.ts';
import { type Guest, guestOfPort } from '../guests/guest.ts';

/** Another port with an address of a guest. */
export interface AddressRival {
  /** Its logical name. */
  readonly port: string;
  /** An IP address, or a MAC. */
  readonly address: string;
}

/** On the switch of the guest. The ports of one VM that migrates are no rivals. */
export function addressRivals(guest: Guest, network: LogicalNetwork): readonly AddressRival[] {
  const { port, name } = guest;
  return network.Port_Binding.flatMap(other => {
    if (other === port || other.datapath !== port.datapath) return [];
    const address = commonAddress(guest, other, network);
    if (address === undefined || guestOfPort(other).name === name) return [];
    return [{ port: other.logical_port, address }];
  });
}

function commonAddress({ ips, mac }: Guest, other: PortRow, network: LogicalNetwork): string | undefined {
  const { ips: otherIps, mac: otherMac } = guestOfPort(other);
  const isHeld = (ip: string) => otherIps.includes(ip) || holdersOf([other], parseAddress(ip)!, network).length > 0;
  return ips.find(isHeld) ?? (mac !== undefined && mac === otherMac ? mac : undefined);
}

export const rivalText = ({ port, address }: AddressRival): string => `port ${port} has ${address}, too`;
