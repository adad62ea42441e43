/** Traces the request of a guest for the MAC of an address, and says who answers. */
import { type LspAddresses, linkLocalAddress, parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { type Address, isSameAddress, printAddress } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import { type Datapath, datapathName, type LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb, NbTable } from '../../ovn/schema/nb.ts';
import type { Gap, GapCode } from '../../trace/gaps/gap.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { Trace, Tracer } from '../../trace/trace.ts';
import { holdersOf } from '../explain/asked/next-hop.ts';
import type { ClusterView } from '../guests/cluster-view.ts';
import { type ChassisSources, requestedNode } from '../guests/elsewhere.ts';
import { type Guest, whoIs } from '../guests/guest.ts';
import { placeOf } from '../inventory/nb-items.ts';
import { findDrop, stepsIn } from '../lease/trace-steps.ts';
import { type Origin, originOf } from '../origin/origin.ts';
import type { AnswerCode, NeighborAnswer, NeighborAnswerer, PossibleAnswerer } from './neighbor-answer.ts';
import { proxyPort } from './proxy-port.ts';
import { type Ends, endsOf, type Reply } from './replies.ts';
import { hasRival } from './rival-flows.ts';

export interface NeighborSources {
  readonly network: LogicalNetwork;
  readonly nb?: Nb | undefined;
  /** The node whose databases these are. */
  readonly node?: string | undefined;
  /** From manifests. */
  readonly cluster?: ClusterView | undefined;
}

export interface NeighborQuestion {
  readonly from: Guest;
  readonly target: Address;
  readonly microflow: string;
}

export function whoHas(
  { from, target, microflow }: NeighborQuestion,
  sources: NeighborSources,
  tracer: Tracer,
): NeighborAnswer {
  const trace = tracer.trace({ microflow, keepsPackets: true });
  if ('error' in trace) throw new Error(`the request of ${from.port.logical_port} is not traced: ${trace.error}`);
  const nodes = stepsIn(trace.root);
  const ends = endsOf(nodes, from.port.logical_port, target);
  const asker = nodeOf(from.port, sources) ?? sources.node;
  const ofFlows = ends.replies.map(reply => answererOf(reply, target, asker, sources));
  const ofGuests = ends.asked.flatMap(port => guestThatHas(port, target, sources));
  const answerers = [...ofFlows, ...ofGuests];
  const others = rivalsIn(from, target, answerers, sources);
  const rivals = others.length > 0 && ends.replies.some(reply => hasRival(reply, nodes, tracer)) ? others : [];
  const possible = [...rivals, ...(ofGuests.length > 0 ? [] : possibleIn(ends))];
  const doubts = trace.gaps.filter(gap => isDoubt(gap, answerers.length > 0));
  const isOpen = doubts.length > 0 || rivals.length > 0 || (answerers.length === 0 && possible.length > 0);
  return {
    address: printAddress(target),
    protocol: target.family === 4 ? 'arp' : 'nd',
    from,
    node: asker,
    verdict: isOpen ? 'undecided' : answerers.length > 0 ? 'yes' : 'no',
    answerers,
    possible,
    ...(answerers.length + ends.asked.length === 0 && dropIn(trace, sources)),
    doubts,
    microflow,
    trace,
  };
}

/** A gap that can change who answers. After an answer, only other flows can: missing ones can drop the request before. */
const isDoubt = ({ code }: Gap, isAnswered: boolean): boolean =>
  DOUBTS.includes(code) || (!isAnswered && OPEN.includes(code));
const DOUBTS: readonly GapCode[] = ['match-missing', 'set-members', 'flow-unreadable', 'flows-missing'];
const OPEN: readonly GapCode[] = ['group-members', 'port-peer', 'port-security'];

function dropIn(trace: Trace, { nb }: NeighborSources): Pick<NeighborAnswer, 'drop'> {
  const flow = findDrop(stepsIn(trace.root), 'ingress')?.flow;
  return flow ? { drop: { flow, origin: originOf(flow, nb) } } : {};
}

function answererOf(
  { mac: number, flow }: Reply,
  target: Address,
  asker: string | undefined,
  { network, nb }: NeighborSources,
): NeighborAnswerer {
  const mac = printMac(number);
  const origin = originOf(flow, nb);
  const holder = network.Port_Binding.find(port => hasBoth(port, target, mac));
  const proxy = holder ? undefined : proxyPort(flow.datapath, target, mac, nb);
  return {
    code: codeOf(origin, holder, proxy),
    mac,
    datapath: datapathName(flow.datapath),
    port: holder?.logical_port ?? proxy?.name ?? portIn(origin),
    ...(holder && guestOf(holder)),
    node: nodeOfDatapath(flow.datapath, network) ?? asker,
    flow,
    origin,
  };
}

/** Whether a port has the address with the MAC. */
const hasBoth = (port: PortRow, target: Address, mac: string): boolean => entryWith(target, port)?.mac === mac;

/** The addresses of the port among which `target` is. Every MAC has a link-local address of IPv6, too. */
const entryWith = (target: Address, { mac }: PortRow): LspAddresses | undefined =>
  mac
    .flatMap(text => parseLspAddresses(text) ?? [])
    .find(
      found =>
        found.networks.some(each => isSameAddress(each, target)) ||
        (target.family === 6 && linkLocalAddress(parseMac(found.mac)!) === target.value),
    );

/** A switch answers for the addresses of its ports, and for those that a port to a router lists as `arp_proxy`. */
function codeOf({ row }: Origin, holder: PortRow | undefined, proxy: object | undefined): AnswerCode {
  const code = row && CODES[row.table];
  if (code) return code;
  if (holder) return holder.datapath.external_ids.has('logical-router') ? 'router-address' : 'port-address';
  return proxy ? 'proxy-arp' : 'flow';
}

const CODES: { readonly [T in NbTable]?: AnswerCode } = {
  NAT: 'nat-address',
  Load_Balancer: 'load-balancer-address',
  Forwarding_Group: 'forwarding-group',
  Logical_Router_Port: 'router-address',
};

const portIn = ({ row }: Origin): string | undefined =>
  row?.table === 'Logical_Switch_Port' || row?.table === 'Logical_Router_Port' ? row.row.name : undefined;

const guestOf = ({ logical_port, external_ids }: PortRow): { readonly guest?: string } => {
  const { pod, name } = whoIs(logical_port, external_ids);
  return pod === undefined ? {} : { guest: name };
};

function guestThatHas(port: PortRow, target: Address, sources: NeighborSources): readonly NeighborAnswerer[] {
  const found = entryWith(target, port);
  if (!found) return [];
  const { logical_port, datapath } = port;
  return [
    {
      code: 'guest',
      mac: found.mac,
      datapath: datapathName(datapath),
      port: logical_port,
      ...guestOf(port),
      node: nodeOf(port, sources) ?? sources.node,
    },
  ];
}

/** Ports of the network that have the address with a MAC that is not among the answers. */
function rivalsIn(
  { port }: Guest,
  target: Address,
  answerers: readonly NeighborAnswerer[],
  { network }: NeighborSources,
): readonly PossibleAnswerer[] {
  const own = network.Port_Binding.filter(({ datapath }) => datapath === port.datapath);
  return holdersOf(own, target, network)
    .filter(({ mac }) => !answerers.some(each => each.mac === mac))
    .map(({ port: holder, mac }) => ({
      port: holder.logical_port,
      ...guestOf(holder),
      why: 'same-address' as const,
      mac,
    }));
}

const OUTSIDE: readonly string[] = ['localnet', 'l2gateway', 'vtep', 'external'];

function possibleIn({ asked }: Ends): readonly PossibleAnswerer[] {
  return asked.flatMap(port => {
    const why = whyPossible(port);
    return why ? [{ port: port.logical_port, ...guestOf(port), why }] : [];
  });
}

function whyPossible({ type, mac }: PortRow): PossibleAnswerer['why'] | undefined {
  if (OUTSIDE.includes(type)) return 'outside';
  if (mac.includes('unknown')) return 'unknown-addresses';
  return mac.some(text => parseLspAddresses(text)?.networks.length) ? undefined : 'no-address';
}

/** By its chassis, or by the one that it asks for. */
const nodeOf = (port: PortRow, sources: ChassisSources): string | undefined =>
  placeOf(port) ?? requestedNode(port, sources);

/** The node of a gateway router; a switch and a distributed router answer on the node that asks. */
function nodeOfDatapath(datapath: Datapath, { Port_Binding, Chassis }: LogicalNetwork): string | undefined {
  if (!datapath.external_ids.has('logical-router')) return undefined;
  const port = Port_Binding.find(each => each.datapath === datapath && each.options.has('l3gateway-chassis'));
  const chassis = port?.options.get('l3gateway-chassis');
  return Chassis.find(({ name }) => name === chassis)?.hostname || undefined;
}
