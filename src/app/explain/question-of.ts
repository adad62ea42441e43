/** The question of a request: the addresses of both ends, and the MAC that the guest sends to. */
import { gatewayFor, type NextHop, nextHop } from '../../analyze/explain/asked/next-hop.ts';
import { type AskedProtocol, isIPv4, type Question, type Target } from '../../analyze/explain/asked/question.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { mtuOf } from '../../analyze/guests/network-mtu.ts';
import { isServiceAddress } from '../../analyze/guests/service-addresses.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { subnetsOf } from '../../analyze/guests/subnets.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { type LogicalNetwork, lacksTable } from '../../network/logical-network.ts';
import { type End, type EndFault, guestAddress, INTERNET, type ServiceVip, vipsOf } from './ends.ts';
import type { ExplainRequest } from './explain-request.ts';
import type { ProtocolAndPort } from './protocol.ts';

interface Wanted extends ProtocolAndPort {
  readonly target: Target;
}

export function questionOf(
  from: Guest,
  to: End,
  asked: ProtocolAndPort | undefined,
  request: ExplainRequest,
  sources: GuestSources,
): Result<{ readonly question: Question; readonly hasGateway: boolean }, Fault<EndFault>> {
  const { network } = sources;
  const family = familyOf(from, to, request);
  const wanted = wantedOf(from, to, asked, sources, family);
  if ('error' in wanted) return wanted;
  const { target, protocol, port } = wanted.value;
  if (from.ips.includes(target.address))
    return failed(
      'address-unknown',
      `${target.address} is an address of ${from.name} itself, which sends it to no network`,
    );
  const address = request.sourceAddress ?? guestAddress(from, isIPv4(target.address) ? 4 : 6);
  const mac = request.sourceMac ?? from.mac;
  if (mac === undefined || address === undefined)
    return failed(
      'address-unknown',
      `the sources do not have the addresses of ${from.name} for ${target.address}; add --source-address, or --source-mac`,
    );
  if (isIPv4(address) !== isIPv4(target.address))
    return failed('address-unknown', `${address} and ${target.address} are not of one family`);
  const hop = nextHop(from.port, address, target.address, network, {
    subnets: subnetsOf(from, sources),
    to: target.kind === 'port' ? target.port : undefined,
  });
  const isUnread = hop.kind === 'none' && lacksTable(network, 'Port_Binding');
  if (request.nextHopMac === undefined && isUnread)
    return failed(
      'gateway-unknown',
      `the source does not have the router of ${from.name}: add sb.db or nb.db, or --next-hop-mac`,
    );
  const nextHopMac = request.nextHopMac ?? macOf(hop);
  const question: Question = {
    from: { name: from.name, port: from.port, mac, address },
    to: target,
    protocol,
    ...(port !== undefined && { port }),
    nextHopMac: nextHopMac ?? '',
    ...(request.nextHopMac !== undefined && { isMacGiven: true }),
    scenario: request.scenario ?? 'first',
    ...(request.length !== undefined && { length: request.length, ...sizeLimit(from, sources) }),
    ...(isServiceAddress(target.address, sources) && { isToService: true }),
    ...(request.nextHopMac === undefined && hop.kind === 'port' && { rivals: rivalsIn(hop) }),
    ...(request.ttl !== undefined && { ttl: request.ttl }),
  };
  return { value: { question, hasGateway: nextHopMac !== undefined } };
}

const macOf = (hop: NextHop): string | undefined => (hop.kind === 'none' ? undefined : hop.mac);

function sizeLimit(from: Guest, sources: GuestSources): Pick<Question, 'mtu'> {
  const mtu = mtuOf(from, sources);
  return mtu === undefined ? {} : { mtu };
}

const rivalsIn = ({ rivals }: Extract<NextHop, { kind: 'port' }>): NonNullable<Question['rivals']> =>
  rivals.map(({ port, mac }) => ({ port: port.logical_port, mac }));

/** The family of the source address that is given, or the first that all guests in question have. */
function familyOf(from: Guest, to: End, { sourceAddress }: ExplainRequest): 4 | 6 {
  const named = to.kind === 'guest' || to.kind === 'address' ? to.address : undefined;
  const address = named ?? sourceAddress;
  if (address !== undefined) return isIPv4(address) ? 4 : 6;
  const guests = [from, ...(to.kind === 'guest' ? [to.guest] : [])].filter(({ ips }) => ips.length > 0);
  const has = (family: 4 | 6) => guests.every(guest => guestAddress(guest, family) !== undefined);
  return has(4) || !has(6) ? 4 : 6;
}

const ICMP: ProtocolAndPort = { protocol: 'icmp' };

function wantedOf(
  from: Guest,
  to: End,
  asked: ProtocolAndPort | undefined,
  sources: GuestSources,
  family: 4 | 6,
): Result<Wanted, Fault<EndFault>> {
  const { network } = sources;
  const plain = asked ?? ICMP;
  switch (to.kind) {
    case 'service':
      return ofService(to, asked, family, sources);
    case 'address':
      return toAddress(to, plain, sources);
    case 'internet':
      return { value: { ...plain, target: { kind: 'address', name: 'internet', address: INTERNET[family] } } };
    case 'gateway':
      return toGateway(from, plain, family, network);
    case 'guest':
      return toGuest(to, plain, family);
  }
}

/** An address and port of load balancers is that of a service. Nothing else has an address of the service network. */
function toAddress(
  to: Extract<End, { kind: 'address' }>,
  plain: ProtocolAndPort,
  sources: GuestSources,
): Result<Wanted, Fault<EndFault>> {
  const vips = vipsOf(sources.network.Load_Balancer).filter(({ address }) => address === to.address);
  const has = vips.some(({ protocol, port }) => protocol === plain.protocol && port === plain.port);
  if (has) return { value: { ...plain, target: { ...to, kind: 'service' } } };
  if (vips.length === 0 || !isServiceAddress(to.address, sources)) return { value: { ...plain, target: to } };
  const ports = [...new Set(vips.map(({ protocol, port }) => `${protocol}/${port}`))].join(', ');
  return failed('service-ports', `${to.address} is an address of load balancers, which have only ${ports}`);
}

/** Of several addresses of the family, the one in the service network: others are of nodes and of balancers outside. */
function ofService(
  { name, vips }: Extract<End, { kind: 'service' }>,
  asked: ProtocolAndPort | undefined,
  family: 4 | 6,
  sources: GuestSources,
): Result<Wanted, Fault<EndFault>> {
  const isAsked = (vip: ServiceVip) =>
    !asked || (vip.protocol === asked.protocol && (asked.port ?? vip.port) === vip.port);
  const fitting = vips.filter(isAsked).filter(({ address }) => isIPv4(address) === (family === 4));
  const vip = fitting.find(({ address }) => isServiceAddress(address, sources)) ?? fitting[0] ?? vips.find(isAsked);
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
    return failed(
      'gateway-unknown',
      `no router on the link of ${from.name} has an address in its subnet: name the address of the gateway`,
    );
  return { value: { ...plain, target: { kind: 'address', name: 'gateway', address } } };
}

function toGuest(
  { guest, address: named }: Extract<End, { kind: 'guest' }>,
  plain: ProtocolAndPort,
  family: 4 | 6,
): Result<Wanted, Fault<EndFault>> {
  const address = named ?? guestAddress(guest, family);
  if (address === undefined)
    return failed('address-unknown', `the sources do not have the IPv${family} address of ${guest.name}`);
  return { value: { ...plain, target: { kind: 'port', name: guest.name, address, port: guest.port } } };
}
