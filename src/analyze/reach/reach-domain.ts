/**
 * The packets that a question is about, if the user does not say: those that a port sends with its own addresses, to the
 * destination or to its router, untagged and whole. A text in OVN's match language, so that answers can show it.
 */

import { linkLocalAddress, parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { parseAddress, printAddress } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { remember } from '../../base/remember.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { Guest } from '../guests/guest.ts';

/** Undefined if the source does not have the MAC address of the sender. */
export function defaultDomain(network: LogicalNetwork, from: Guest, to: Guest | undefined): string | undefined {
  const { mac } = from;
  if (mac === undefined) return undefined;
  const destinations = destinationsOf(network, from, to);
  return [
    'vlan.tci == 0',
    `eth.src == ${mac}`,
    ...(destinations.length > 0 ? [`eth.dst == ${listed(destinations)}`] : []),
    `(${families(from, mac).join(' || ')})`,
  ].join(' && ');
}

const WHOLE = 'ip.ttl == {64, 255} && ip.frag == 0';

function families({ ips }: Guest, mac: string): string[] {
  const ofFamily = (family: 4 | 6) => ips.filter(text => parseAddress(text)?.family === family);
  const link = printAddress({ family: 6, value: linkLocalAddress(parseMac(mac)!) });
  const [four, six] = [ofFamily(4), ofFamily(6)];
  return [
    ...(four.length > 0
      ? [`ip4.src == ${listed(four)} && ${WHOLE}`, `arp.sha == ${mac} && arp.spa == ${listed(four)}`]
      : [`ip4 && ${WHOLE}`, `arp.sha == ${mac}`]),
    `ip6.src == ${listed([...six, link])} && ${WHOLE}`,
  ].map(text => `(${text})`);
}

/** One value, or a set of them, as a match writes it. */
export const listed = (texts: readonly string[]): string => (texts.length === 1 ? texts[0]! : `{${texts.join(', ')}}`);

/** The MAC addresses of the switch's routers, and of the destination if it is on the switch; without one, of all its ports. */
function destinationsOf(network: LogicalNetwork, from: Guest, to: Guest | undefined): string[] {
  const near = nearPorts(network, from);
  const routers = routerMacs(network, from);
  if (!to) return [...new Set([...near.flatMap(macsOf), ...routers])];
  const isNear = to.port.datapath === from.port.datapath;
  return [...new Set([...(isNear && to.mac !== undefined ? [to.mac] : []), ...routers])];
}

const nearPorts = ({ Port_Binding }: LogicalNetwork, { port }: Guest): readonly PortRow[] =>
  Port_Binding.filter(({ datapath }) => datapath === port.datapath);

/** The MAC addresses of the routers of a guest's switch. */
export const routerMacs = (network: LogicalNetwork, { port }: Guest): readonly string[] =>
  routerMacsIn(network)(port.datapath);

/** A matrix asks for those of one switch again and again. */
const routerMacsIn = remember(({ Port_Binding }: LogicalNetwork) => {
  const byName = new Map(Port_Binding.map(port => [port.logical_port, port]));
  return remember((datapath: PortRow['datapath']) =>
    Port_Binding.filter(port => port.datapath === datapath).flatMap(({ options }) =>
      macsOf(byName.get(options.get('peer') ?? '')),
    ),
  );
});

const macsOf = (port: PortRow | undefined): string[] =>
  (port?.mac ?? []).flatMap(text => parseLspAddresses(text)?.mac ?? []);
