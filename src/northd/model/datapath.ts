/**
 * Logical switches and routers as the rules see them: the northbound row, its southbound row, and facts that depend on
 * several rows. Ports and their datapaths refer to each other; `join.ts` makes them all. Truth: `struct ovn_datapath` and
 * `struct ovn_port` in northd/northd.h.
 */
import type { NbRow } from '../../ovn/schema/nb.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { PortAddresses } from './addresses.ts';
import type { MadeFor } from './made-for.ts';

export interface Switch {
  readonly kind: 'switch';
  readonly nb: NbRow<'Logical_Switch'>;
  readonly madeFor: MadeFor;
  readonly sb: SbRow<'Datapath_Binding'>;
  readonly ports: readonly SwitchPort[];
  /** Ports of type `router` whose router port exists. */
  readonly routerPorts: readonly SwitchPort[];
  readonly localnetPorts: readonly SwitchPort[];
  readonly portGroups: readonly NbRow<'Port_Group'>[];
  readonly hasUnknown: boolean;
  readonly hasVtepPorts: boolean;
  readonly hasProxyArpPort: boolean;
}

export interface SwitchPort {
  readonly kind: 'switch-port';
  readonly nb: NbRow<'Logical_Switch_Port'>;
  readonly madeFor: MadeFor;
  readonly name: string;
  /** The name as a string constant of the flow language. */
  readonly quoted: string;
  readonly datapath: Switch;
  readonly tunnelKey: number;
  /** For a port of type `router`, the addresses of its router port come last. */
  readonly addresses: readonly PortAddresses[];
  readonly portSecurity: readonly PortAddresses[];
  readonly hasUnknown: boolean;
  /** The router port of a port of type `router`. */
  readonly peer?: RouterPort;
  /** For a port of type `switch`, the name of the other switch's port. */
  readonly peerSwitchPort?: string;
  /** The port derived from this one for the chassis of its router's gateway port. */
  readonly chassisRedirect?: ChassisRedirect;
  readonly proxyArp?: PortAddresses;
  /** Only ports with QoS parameters have one. */
  readonly queueId?: number;
}

export interface Router {
  readonly kind: 'router';
  readonly nb: NbRow<'Logical_Router'>;
  readonly madeFor: MadeFor;
  readonly sb: SbRow<'Datapath_Binding'>;
  readonly ports: readonly RouterPort[];
  /** Distributed gateway ports. */
  readonly gatewayPorts: readonly RouterPort[];
}

export interface RouterPort {
  readonly kind: 'router-port';
  readonly nb: NbRow<'Logical_Router_Port'>;
  readonly madeFor: MadeFor;
  readonly name: string;
  readonly quoted: string;
  readonly datapath: Router;
  readonly tunnelKey: number;
  readonly addresses: PortAddresses;
  /** Whether it is on a chassis of another zone. */
  readonly isRemote: boolean;
  readonly peer?: SwitchPort | RouterPort;
  /** The switch ports of type `router` that name it. At most one of them is its peer. */
  readonly namedBy: readonly SwitchPort[];
  /** Only distributed gateway ports have one. */
  readonly chassisRedirect?: ChassisRedirect;
}

export interface ChassisRedirect {
  readonly name: string;
  readonly quoted: string;
  readonly tunnelKey: number;
}

export type SwitchOrRouter = Switch | Router;
export type Port = SwitchPort | RouterPort;

export const isEnabled = ({ nb }: Port): boolean => nb.enabled ?? true;

/** Whether the whole router is on one chassis. */
export const isGatewayRouter = (router: Router): boolean => router.nb.options.has('chassis');

/** Whether the switch has ports other than router ports, which flooding can reach. */
export const hasNonRouterPorts = ({ nb, routerPorts }: Switch): boolean => routerPorts.length !== nb.ports.length;

/** Whether the ACLs of the switch are for its router port, too. Of several ports of one router port, only its peer has them. */
export const hasRouterPortAcls = (port: SwitchPort): boolean =>
  port.peer?.chassisRedirect !== undefined &&
  port.peer.peer === port &&
  isTrue(port.nb.options, 'enable_router_port_acl');
