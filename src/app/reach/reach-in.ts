/** Which packets of a VM, pod or port reach another, in opened sources. */
import { type Guest, guestOfPort, isGuestPort } from '../../analyze/guests/guest.ts';
import type { GuestSourcesParts } from '../../analyze/guests/sources.ts';
import { askReach, type ReachAnswer, type ReachFault } from '../../analyze/reach/reach.ts';
import { defaultDomain } from '../../analyze/reach/reach-domain.ts';
import { type AddressRival, addressRivals } from '../../analyze/reach/rivals.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { NameSets } from '../../trace/choose/name-sets.ts';
import type { Scenario } from '../../trace/state/conntrack-states.ts';
import type { GuestFault } from '../guests/choose-guest.ts';
import { guestSources } from '../guests/guest-sources.ts';
import { onThisNode } from '../guests/on-this-node.ts';
import { receiverCalled, senderCalled } from '../guests/ports-between.ts';
import type { Opened } from '../sources/opened.ts';
import { MOST_NODES, symbolicNetwork } from './symbolic-network.ts';

/** What a user asks. */
export interface ReachRequest {
  /** VM, pod, either with its namespace, logical port, MAC or IP address. */
  readonly from: string;
  /** Without a destination, all outcomes are asked for. */
  readonly to?: string | undefined;
  /** A match that limits the packets in question. */
  readonly domain?: string | undefined;
  /** Packets with any addresses, not only those that the sender owns. */
  readonly anyPacket?: boolean | undefined;
  /** `first` if absent. */
  readonly scenario?: Scenario | undefined;
  readonly nodeLimit?: number | undefined;
  /** Without a destination: only the packets that OVN drops. */
  readonly isOnlyDrops?: boolean | undefined;
  /** 12 if absent. */
  readonly lineLimit?: number | undefined;
}

export interface Reached extends ReachAnswer {
  readonly from: Guest;
  readonly to?: Guest;
  readonly scenario: Scenario;
  /** The packets in question as a match; `1` for all. */
  readonly domain: string;
  /** Whether the packets go to another node, whose policies are not part of the answer. */
  readonly isBeyond?: true;
  /** Ports that have an address of the destination, too, so that the packets need not reach it. */
  readonly rivals: readonly AddressRival[];
}

type Faults = ReachFault | GuestFault | 'address-unknown' | 'domain-invalid';

export function reachIn(opened: GuestSourcesParts, request: ReachRequest): Result<Reached, Fault<Faults>> {
  const sources = guestSources(opened);
  const called = portCalled(request.from, opened) ?? senderCalled(request.from, request.to, sources);
  const from = 'error' in called ? called : onThisNode(called.value, sources);
  if ('error' in from) return from;
  const { to: target } = request;
  const to =
    target === undefined ? undefined : (portCalled(target, opened) ?? receiverCalled(target, from.value, sources));
  if (to && 'error' in to) return to;
  return reachBetween(opened, request, from.value, to?.value);
}

/** As `reachIn`, for ports that are known already. */
export function reachBetween(
  { network }: Pick<Opened, 'network'>,
  request: Omit<ReachRequest, 'from' | 'to'>,
  from: Guest,
  to: Guest | undefined,
): Result<Reached, Fault<Faults>> {
  const { anyPacket = false, scenario = 'first', lineLimit = 12, isOnlyDrops = false } = request;
  const own = anyPacket ? '' : defaultDomain(network, from, to);
  if (own === undefined) {
    const why = `the source does not have the MAC address of ${from.name}`;
    return failed('address-unknown', `${why}; use --any-packet, and limit the packets with --domain`);
  }
  const domain = [own, request.domain === undefined ? '' : `(${request.domain})`].filter(Boolean).join(' && ') || '1';
  const expression = boundDomain(network, domain);
  if ('error' in expression) return expression;
  const isWide = anyPacket && request.domain === undefined;
  const answer = askReach(symbolicNetwork(network), {
    from: from.port.logical_port,
    ...(to && { to: to.port.logical_port }),
    scenario,
    domain: expression.value,
    nodeLimit: request.nodeLimit ?? (isWide ? NODES_OF_ANY_PACKET : MOST_NODES),
    lineLimit,
    isOnlyDrops,
  });
  return mapResult(answer, value => ({
    ...value,
    ...beyond(value, to),
    ...twice(to, network),
    from,
    ...(to && { to }),
    scenario,
    domain,
  }));
}

/** The node of a remote port has its policies, so packets that leave for it need not arrive. */
const beyond = ({ verdict }: ReachAnswer, to: Guest | undefined): Pick<Reached, 'verdict' | 'isBeyond'> | undefined =>
  verdict === 'yes' && to?.port.type === 'remote' ? { verdict: 'undecided', isBeyond: true } : undefined;

/** Questions about packets with any addresses often do not end, so they are given up early: after about a second. */
const NODES_OF_ANY_PACKET = 1_000_000;

function twice(to: Guest | undefined, network: LogicalNetwork): Pick<Reached, 'rivals'> & Partial<Reached> {
  const rivals = to ? addressRivals(to, network) : [];
  return { rivals, ...(rivals.length > 0 && { verdict: 'undecided' }) };
}

/** A domain as the engine takes it. `source` is where it comes from, for messages. */
export function boundDomain(
  network: LogicalNetwork,
  domain: string,
  source = '--domain',
): Result<Expression, Fault<'domain-invalid'>> {
  const sets = new NameSets(network);
  const names = { addressSet: (name: string) => sets.addressSet(name), portGroup: () => undefined };
  const expression = bindMatch(parseMatch(domain), domain, names);
  return 'value' in expression ? expression : failed('domain-invalid', `${source}: ${expression.error.message}`);
}

/** Any port can send and receive, also one that is not of a VM or pod. */
function portCalled(name: string, { network }: GuestSourcesParts): { readonly value: Guest } | undefined {
  const port = network.Port_Binding.find(({ logical_port }) => logical_port === name);
  return port && !isGuestPort(port) ? { value: guestOfPort(port) } : undefined;
}
