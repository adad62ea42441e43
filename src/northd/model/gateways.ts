/** On which chassis a router port is, if not on all. */
import { isTrue } from '../../ovn/schema/option-values.ts';
import type { Has } from '../differences/differences.ts';
import type { ChassisRedirect, Router, RouterPort } from './datapath.ts';

/** Whether the router has gateway ports and the switch of this port has a physical network. */
export const isOnPhysicalNetwork = ({ peer, datapath }: RouterPort): boolean =>
  datapath.gatewayPorts.length > 0 && peer?.kind === 'switch-port' && peer.datapath.localnetPorts.length > 0;

/** The gateway on whose chassis alone a physical network sees the MAC of the port. */
export const physicalResidence = (port: RouterPort): ChassisRedirect | undefined =>
  isOnPhysicalNetwork(port) ? (port.chassisRedirect ?? redirectTarget(port)) : undefined;

/** The option `reside-on-redirect-chassis` needs exactly one gateway port. */
function redirectTarget({ nb, datapath }: RouterPort): ChassisRedirect | undefined {
  const [gateway, ...others] = datapath.gatewayPorts;
  const resides = isTrue(nb.options, 'reside-on-redirect-chassis');
  return resides && others.length === 0 ? gateway?.chassisRedirect : undefined;
}

/**
 * Whether a load balancer of the router is distributed. Then all chassis accept packets to its gateway ports
 * (`od_is_centralized`). Those of load balancer groups do not count.
 */
export const acceptsEverywhere = ({ nb }: Router, has: Has): boolean =>
  has('distributedBalancing') && nb.load_balancer.some(({ options }) => isTrue(options, 'distributed'));

/** Matches on the chassis of a gateway: `is_chassis_resident("cr-PORT")`. */
export const residentAt = ({ quoted }: ChassisRedirect): string => `is_chassis_resident(${quoted})`;

/** The same after another match; empty without a gateway. */
export const andResident = (port: ChassisRedirect | undefined): string => (port ? ` && ${residentAt(port)}` : '');
