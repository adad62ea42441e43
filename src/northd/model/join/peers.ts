/**
 * Connects ports to their peers, and derives chassis-redirect ports from distributed gateway ports (`join_logical_ports`,
 * `create_cr_port` and `peer_needs_cr_port_creation` in northd/northd.c).
 */
import { warning } from '../../../base/diagnostic.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import type { Has } from '../../differences/differences.ts';
import { parseProxyAddresses } from '../addresses.ts';
import type { ChassisRedirect } from '../datapath.ts';
import type { DraftRouter, DraftRouterPort, DraftSwitchPort, Drafts } from './draft.ts';
import { quote } from './draft-ports.ts';

export function connectSwitchPort(drafts: Drafts, port: DraftSwitchPort): void {
  if (port.nb.type === 'router') connectToRouter(drafts, port);
  if (port.nb.type === 'switch') connectToSwitch(drafts, port);
}

function connectToRouter({ routerPorts, diagnostics }: Drafts, port: DraftSwitchPort): void {
  const peer = routerPorts.get(port.nb.options.get('router-port') ?? '');
  if (!peer) return;
  peer.namedBy.push(port);
  if (peer.nb.peer) {
    const problem = `its router port ${peer.name} already has the peer ${peer.nb.peer}`;
    diagnostics.push(warning('bad-peer', `Logical_Switch_Port ${port.name}: ${problem}`));
    return;
  }
  if (peer.peer) {
    const problem = `its router port ${peer.name} is that of ${peer.peer.name} too; ovn-northd gives it to one of them`;
    diagnostics.push(warning('shared-router-port', `Logical_Switch_Port ${port.name}: ${problem}, by a hash of names`));
  }
  port.peer = peer;
  peer.peer = port;
  port.datapath.routerPorts.push(port);
  if (port.nb.addresses.includes('router')) port.addresses.push(peer.addresses);
  activateProxyArp(port, diagnostics);
}

function activateProxyArp(port: DraftSwitchPort, diagnostics: Drafts['diagnostics']): void {
  const text = port.nb.options.get('arp_proxy');
  if (text === undefined) return;
  const addresses = parseProxyAddresses(text);
  if (!addresses) {
    diagnostics.push(
      warning('bad-arp-proxy', `Logical_Switch_Port ${port.name}: arp_proxy '${text}' contains no address`),
    );
    return;
  }
  port.proxyArp = addresses;
  port.datapath.hasProxyArpPort = true;
}

function connectToSwitch({ switchPorts }: Drafts, port: DraftSwitchPort): void {
  const peer = switchPorts.get(port.nb.peer ?? '');
  if (peer?.nb.type === 'switch' && peer.nb.peer === port.name) port.peerSwitchPort = peer.name;
}

/** Two router ports are peers only if each names the other; in older releases, if one does. */
export function connectRouterPort({ routerPorts, has }: Drafts, port: DraftRouterPort): void {
  const peer = routerPorts.get(port.nb.peer ?? '');
  if (peer && (peer.nb.peer === port.name || !has('linkedByBoth'))) port.peer = peer;
}

/** Finds the router's distributed gateway ports. A gateway router has none, because it is on one chassis as a whole. */
export function deriveChassisRedirects(router: DraftRouter, has: Has): void {
  if (router.nb.options.has('chassis')) return;
  router.gatewayPorts = router.ports.filter(({ nb }) => nb.ha_chassis_group || nb.gateway_chassis.length > 0);
  for (const port of router.gatewayPorts) port.chassisRedirect = chassisRedirect(port.name);
  const [only, ...others] = router.gatewayPorts;
  const peer = only && others.length === 0 && isCentralized(only, has) ? only.peer : undefined;
  if (peer?.kind === 'switch-port' && peer.datapath.localnetPorts.length === 0) {
    peer.chassisRedirect = chassisRedirect(peer.name);
  }
}

/** Whether all packets between the switch at the only gateway port and the router pass the chassis of the gateway. */
export const isCentralized = ({ nb }: Pick<DraftRouterPort, 'nb'>, has: Has): boolean =>
  has('centralizedAlways') || (has('centralizedOnRequest') && isTrue(nb.options, 'centralize_routing'));

function chassisRedirect(portName: string): ChassisRedirect {
  const name = `cr-${portName}`;
  return { name, quoted: quote(name), tunnelKey: 0 };
}
