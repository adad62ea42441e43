/**
 * Logical switches and routers as the rules see them: the northbound row, the southbound row it became, and what
 * follows from looking at several rows at once. Ports and their datapaths refer to each other; `join.ts` makes them
 * all. Truth: `struct ovn_datapath` and `struct ovn_port` in northd/northd.h.
 */
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { PortAddresses } from './addresses.ts';
import type { MadeFor } from './made-for.ts';

export interface Switch {
  readonly kind: 'switch';
  readonly nb: NbRow<'Logical_Switch'>;
  readonly madeFor: MadeFor;
  readonly sb: SbRow<'Datapath_Binding'>;
  readonly ports: readonly SwitchPort[];
  /** Those whose router port was found. */
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
  /** With those of the router port, for `router`, last. */
  readonly addresses: readonly PortAddresses[];
  readonly portSecurity: readonly PortAddresses[];
  readonly hasUnknown: boolean;
  /** The router port that a port of type `router` leads to. */
  readonly peer?: RouterPort;
  /** The name of the other switch's port, for a port of type `switch`. */
  readonly peerSwitchPort?: string;
  /** The port derived from this one for the chassis that its router's gateway port is bound to. */
  readonly chassisRedirect?: ChassisRedirect;
  readonly proxyArp?: PortAddresses;
  /** Of a port with QoS parameters. */
  readonly queueId?: number;
}

export interface Router {
  readonly kind: 'router';
  readonly nb: NbRow<'Logical_Router'>;
  readonly sb: SbRow<'Datapath_Binding'>;
  readonly ports: readonly RouterPort[];
  /** Distributed gateway ports. */
  readonly gatewayPorts: readonly RouterPort[];
}

export interface RouterPort {
  readonly kind: 'router-port';
  readonly nb: NbRow<'Logical_Router_Port'>;
  readonly name: string;
  readonly quoted: string;
  readonly datapath: Router;
  readonly tunnelKey: number;
  readonly addresses: PortAddresses;
  readonly peer?: SwitchPort | RouterPort;
  /** Only distributed gateway ports have one. */
  readonly chassisRedirect?: ChassisRedirect;
}

export interface ChassisRedirect {
  readonly name: string;
  readonly quoted: string;
  readonly tunnelKey: number;
}

export type Port = SwitchPort | RouterPort;

export const isEnabled = ({ nb }: Port): boolean => nb.enabled ?? true;

/** Whether the router stands on one chassis as a whole. */
export const isGatewayRouter = (router: Router): boolean => router.nb.options.has('chassis');

/** Whether flooding to the switch's own ports, not only to routers, can reach anybody. */
export const hasNonRouterPorts = ({ nb, routerPorts }: Switch): boolean => routerPorts.length !== nb.ports.length;
