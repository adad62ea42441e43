/** The model while it is being joined: the same rows and ports, but mutable. */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Has } from '../../differences/differences.ts';
import type { parsePortAddresses } from '../addresses.ts';
import type { Router, RouterPort, Switch, SwitchPort } from '../datapath.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

export type DraftSwitch = Omit<Draft<Switch>, 'ports' | 'routerPorts'> & {
  ports: DraftSwitchPort[];
  routerPorts: DraftSwitchPort[];
};
export type DraftRouter = Omit<Draft<Router>, 'ports' | 'gatewayPorts'> & {
  ports: DraftRouterPort[];
  gatewayPorts: DraftRouterPort[];
};
export type DraftSwitchPort = Omit<Draft<SwitchPort>, 'datapath' | 'peer'> & {
  datapath: DraftSwitch;
  peer?: DraftRouterPort;
};
export type DraftRouterPort = Omit<Draft<RouterPort>, 'datapath' | 'peer' | 'namedBy'> & {
  datapath: DraftRouter;
  namedBy: DraftSwitchPort[];
  peer?: DraftSwitchPort | DraftRouterPort;
};

export interface Drafts {
  readonly switches: readonly DraftSwitch[];
  readonly routers: readonly DraftRouter[];
  readonly switchPorts: Map<string, DraftSwitchPort>;
  readonly routerPorts: Map<string, DraftRouterPort>;
  readonly has: Has;
  readonly diagnostics: Diagnostic[];
  /** Parses each text once, because port security usually repeats the addresses. */
  readonly parse: typeof parsePortAddresses;
}
