/**
 * Joins switches, routers and their ports: resolves names to rows, connects peers, assigns tunnel keys. Rows that
 * ovn-northd would refuse are left out with a warning. Truth: `build_datapaths` and `build_ports` in northd/northd.c.
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { rememberTexts } from '../../../base/remember.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';
import type { Has } from '../../differences/differences.ts';
import { parsePortAddresses } from '../addresses.ts';
import type { Router, RouterPort, Switch, SwitchPort } from '../datapath.ts';
import { datapathBindings } from '../keys/datapath-bindings.ts';
import type { KnownKeys } from '../keys/known-keys.ts';
import { assignTunnelKeys, requestedKey } from '../keys/tunnel-keys.ts';
import { madeFor } from '../made-for.ts';
import type { DraftRouter, DraftRouterPort, DraftSwitch, DraftSwitchPort, Drafts } from './draft.ts';
import { draftRouterPort, draftSwitchPort } from './draft-ports.ts';
import { inPeerOrder } from './peer-order.ts';
import { connectRouterPort, connectSwitchPort, deriveChassisRedirects } from './peers.ts';

export interface Topology {
  readonly switches: readonly Switch[];
  readonly routers: readonly Router[];
  readonly switchPorts: ReadonlyMap<string, SwitchPort>;
  readonly routerPorts: ReadonlyMap<string, RouterPort>;
}

export function joinTopology(nb: Nb, known: KnownKeys, has: Has, diagnostics: Diagnostic[]): Topology {
  const drafts = draftDatapaths(nb, known, has, diagnostics);
  for (const router of drafts.routers) for (const row of router.nb.ports) draftRouterPort(drafts, router, row);
  for (const ls of drafts.switches) for (const row of ls.nb.ports) draftSwitchPort(drafts, ls, row);
  for (const port of inPeerOrder(drafts)) connectSwitchPort(drafts, port);
  for (const port of drafts.routerPorts.values()) connectRouterPort(drafts, port);
  for (const port of drafts.routerPorts.values()) port.isRemote = isOnRemoteChassis(port, known);
  for (const router of drafts.routers) deriveChassisRedirects(router, has);
  for (const datapath of [...drafts.switches, ...drafts.routers]) numberPorts(datapath, known, diagnostics);
  numberQueues([...drafts.switchPorts.values()]);
  joinPortGroups(nb, drafts);
  return drafts;
}

function draftDatapaths(nb: Nb, known: KnownKeys, has: Has, diagnostics: Diagnostic[]): Drafts {
  const routerRows = nb.Logical_Router.filter(({ enabled }) => enabled ?? true);
  const bindings = datapathBindings(nb.Logical_Switch, routerRows, known, has, diagnostics);
  return {
    switches: nb.Logical_Switch.map(row => ({
      kind: 'switch',
      nb: row,
      madeFor: madeFor('Logical_Switch', row),
      sb: bindings.get(row)!,
      ports: [],
      routerPorts: [],
      localnetPorts: [],
      portGroups: [],
      hasUnknown: false,
      hasVtepPorts: row.ports.some(({ type }) => type === 'vtep'),
      hasProxyArpPort: false,
    })),
    routers: routerRows.map(row => ({
      kind: 'router',
      nb: row,
      madeFor: madeFor('Logical_Router', row),
      sb: bindings.get(row)!,
      ports: [],
      gatewayPorts: [],
    })),
    switchPorts: new Map(),
    routerPorts: new Map(),
    has,
    diagnostics,
    parse: rememberTexts(parsePortAddresses),
  };
}

/** Only a southbound database knows which chassis are remote. Without one, any chassis that a port requests is. */
const isOnRemoteChassis = ({ name, nb, datapath }: DraftRouterPort, known: KnownKeys): boolean =>
  nb.options.has('requested-chassis') &&
  !datapath.nb.options.has('chassis') &&
  (known.typeOfPort(name) ?? 'remote') === 'remote';

/** Numbers the ports first, in their order, then the ports derived from them, which cannot request a key. */
function numberPorts({ nb, ports }: DraftSwitch | DraftRouter, known: KnownKeys, diagnostics: Diagnostic[]): void {
  const request = <P extends { name: string }>(item: P, key: number) => {
    return { item, key, known: known.ofPort(nb, item.name) };
  };
  const own = ports.map(port => request(port, requestedKey(port.nb.options)));
  const derived = ports.flatMap(({ chassisRedirect }) => (chassisRedirect ? [request(chassisRedirect, 0)] : []));
  const keys = assignTunnelKeys([...own, ...derived], true, ({ name }, key) =>
    diagnostics.push(warning('tunnel-key-taken', `${name}: another port has the requested tunnel key ${key}`)),
  );
  for (const port of ports) {
    port.tunnelKey = keys.get(port)!;
    const { chassisRedirect } = port;
    if (chassisRedirect) port.chassisRedirect = { ...chassisRedirect, tunnelKey: keys.get(chassisRedirect)! };
  }
}

const QOS_OPTIONS = ['qos_max_rate', 'qos_min_rate', 'qos_burst'];

function numberQueues(ports: readonly DraftSwitchPort[]): void {
  const queued = ports.filter(({ nb }) => nb.type !== 'router' && QOS_OPTIONS.some(key => nb.options.has(key)));
  for (const [index, port] of queued.entries()) port.queueId = index + 1;
}

/** Adds each port group to the switches that have one of its ports. */
function joinPortGroups(nb: Nb, { switchPorts, diagnostics }: Drafts): void {
  for (const group of nb.Port_Group) {
    const ports = group.ports.map(({ name }) => switchPorts.get(name)).filter(port => port !== undefined);
    if (ports.length < group.ports.length) {
      diagnostics.push(warning('port-group', `Port_Group ${group.name}: not all of its ports belong to a switch`));
    }
    for (const { portGroups } of new Set(ports.map(({ datapath }) => datapath))) portGroups.push(group);
  }
}
