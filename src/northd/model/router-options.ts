/** Options of routers and their ports that several rules depend on. */
import { integer, isTrue } from '../../ovn/schema/option-values.ts';
import { isEnabled, type Router, type RouterPort } from './datapath.ts';

/** Whether the router forwards multicast packets. */
export const relaysMulticast = ({ nb }: Router): boolean => isTrue(nb.options, 'mcast_relay');

/** Whether all multicast packets leave by the port. */
export const isMulticastFlooded = (port: RouterPort): boolean =>
  isEnabled(port) && isTrue(port.nb.options, 'mcast_flood');

/** The longest IP packet that passes the port, in bytes; 0 if any does. */
export const mtuOfGateway = ({ nb }: RouterPort): number => Math.max(0, integer(nb.options, 'gateway_mtu'));

/** Whether the router port is at a switch with ports of VTEP gateways. */
export const leadsToVtep = ({ peer }: RouterPort): boolean =>
  peer?.kind === 'switch-port' && peer.datapath.hasVtepPorts;
