/** Explains a packet in opened sources: from the names that people give to a question. */

import type { Explanation } from '../../analyze/explain/answer/explanation.ts';
import { gatewayFor, type NextHop, nextHop } from '../../analyze/explain/asked/next-hop.ts';
import type { AskedProtocol, Question, Target } from '../../analyze/explain/asked/question.ts';
import { isIPv4 } from '../../analyze/explain/asked/question.ts';
import { explainQuestion } from '../../analyze/explain/explain.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Scenario } from '../../trace/state/conntrack-states.ts';
import { guestSources } from '../lease/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import { type End, type EndFault, endCalled, guestAddress, guestCalled, INTERNET, type ServiceVip } from './ends.ts';
import { type ExplainFault, type ProtocolAndPort, parseProtocol } from './protocol.ts';

export type { ExplainVerdict } from '../../analyze/explain/answer/explanation.ts';

export interface ExplainRequest {
  /** A VM, a pod, either with its namespace, a logical port, a MAC or an address. */
  readonly from: string;
  /** The same, or `service/NAMESPACE/NAME`, an address, `gw`, `internet`. */
  readonly to: string;
  /** `tcp/8080`, `udp/53`, `icmp`; by default `icmp`, or the first port of a service. */
  readonly protocol?: string | undefined;
  /** By default the first packet, and then the reply. */
  readonly scenario?: Scenario | undefined;
  /** The MAC that the guest has for its next hop, if it is not what answers now. */
  readonly nextHopMac?: string | undefined;
  /** In bytes, with the IP header. */
  readonly length?: number | undefined;
  readonly ttl?: number | undefined;
}

export function explainIn(
  opened: Opened,
  request: ExplainRequest,
): Result<Explanation, Fault<EndFault | ExplainFault>> {
  const sources = guestSources(opened);
  const from = guestCalled(request.from, sources);
  if ('error' in from) return from;
  const to = endCalled(request.to, sources);
  if ('error' in to) return to;
  const protocol = parseProtocol(request.protocol);
  if ('error' in protocol) return protocol;
  const question = questionOf(from.value, to.value, protocol.value, request, opened.network);
  if ('error' in question) return question;
  return { value: explainQuestion(question.value, contextOf(opened, sources)) };
}

function contextOf({ network, nb, node }: Opened, sources: GuestSources) {
  const names = new Map(sources.guests().map(({ port, pod }) => [port.logical_port, pod]));
  return {
    tracer: guestTracer(network),
    nb,
    tracerWith: (set: string, address: string) => guestTracer(withMember(network, set, address)),
    nameOf: (port: string) => names.get(port) ?? port,
    ...(node !== undefined && { node }),
  };
}

const withMember = (network: LogicalNetwork, set: string, address: string): LogicalNetwork => ({
  ...network,
  Address_Set: network.Address_Set.map(row =>
    row.name === set ? { ...row, addresses: [...row.addresses, address] } : row,
  ),
});

interface Wanted extends ProtocolAndPort {
  readonly target: Target;
}

function questionOf(
  from: Guest,
  to: End,
  asked: ProtocolAndPort | undefined,
  request: ExplainRequest,
  network: LogicalNetwork,
): Result<Question, Fault<EndFault | ExplainFault>> {
  const wanted = wantedOf(from, to, asked, network);
  if ('error' in wanted) return wanted;
  const { target, protocol, port } = wanted.value;
  const address = guestAddress(from, isIPv4(target.address) ? 4 : 6);
  if (from.mac === undefined || address === undefined)
    return failed('address-unknown', `the sources do not have the addresses of ${from.name} for ${target.address}`);
  const hop = nextHop(from.port, address, target.address, network);
  const mac = request.nextHopMac ?? macOf(hop);
  if (mac === undefined) return failed('gateway-unknown', `no router of the network of ${from.name} is in the sources`);
  return {
    value: {
      from: { name: from.name, port: from.port, mac: from.mac, address },
      to: target,
      protocol,
      ...(port !== undefined && { port }),
      nextHopMac: mac,
      scenario: request.scenario ?? 'first',
      ...(request.length !== undefined && { length: request.length }),
      ...(request.ttl !== undefined && { ttl: request.ttl }),
    },
  };
}

const macOf = (hop: NextHop): string | undefined => (hop.kind === 'none' ? undefined : hop.mac);

const ICMP: ProtocolAndPort = { protocol: 'icmp' };

function wantedOf(
  from: Guest,
  to: End,
  asked: ProtocolAndPort | undefined,
  network: LogicalNetwork,
): Result<Wanted, Fault<EndFault>> {
  const family = guestAddress(from, 4) === undefined ? 6 : 4;
  const plain = asked ?? ICMP;
  switch (to.kind) {
    case 'service':
      return ofService(to, asked);
    case 'address':
      return { value: { ...plain, target: to } };
    case 'internet':
      return { value: { ...plain, target: { kind: 'address', name: 'internet', address: INTERNET[family] } } };
    case 'gateway':
      return toGateway(from, plain, family, network);
    case 'guest':
      return toGuest(to.guest, plain, family);
  }
}

function ofService(
  { name, vips }: Extract<End, { kind: 'service' }>,
  asked: ProtocolAndPort | undefined,
): Result<Wanted, Fault<EndFault>> {
  const isAsked = (vip: ServiceVip) =>
    !asked || (vip.protocol === asked.protocol && (asked.port ?? vip.port) === vip.port);
  const vip = vips.find(isAsked);
  if (!vip) {
    const ports = [...new Set(vips.map(({ protocol, port }) => `${protocol}/${port}`))].join(', ');
    return failed('service-ports', `${name} has no such port; it has ${ports}`);
  }
  const target = { kind: 'service', name, address: vip.address } as const;
  return { value: { target, protocol: vip.protocol as AskedProtocol, port: vip.port } };
}

function toGateway(
  from: Guest,
  plain: ProtocolAndPort,
  family: 4 | 6,
  network: LogicalNetwork,
): Result<Wanted, Fault<EndFault>> {
  const own = network.Port_Binding.filter(({ datapath }) => datapath === from.port.datapath);
  const address = gatewayFor(guestAddress(from, family), own, network);
  if (address === undefined)
    return failed('gateway-unknown', `no router of the network of ${from.name} is in the sources`);
  return { value: { ...plain, target: { kind: 'address', name: 'gateway', address } } };
}

function toGuest(guest: Guest, plain: ProtocolAndPort, family: 4 | 6): Result<Wanted, Fault<EndFault>> {
  const address = guestAddress(guest, family);
  if (address === undefined)
    return failed('address-unknown', `the sources do not have the IPv${family} address of ${guest.name}`);
  return { value: { ...plain, target: { kind: 'port', name: guest.name, address, port: guest.port } } };
}
