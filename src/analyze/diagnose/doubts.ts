/**
 * What the source does not tell about a lease: doubts, with which the answer is undecided, and assumptions, which are named
 * beside the answer. Most gaps of a trace are neither, because they do not concern the request or its reply.
 */
import { parseMac } from '../../base/mac.ts';
import { isFrame6 } from '../../frames/any-frame.ts';
import { lacksTable } from '../../network/logical-network.ts';
import type { StageName } from '../../ovn/release/stages.ts';
import { type Gap, type GapCode, Gaps } from '../../trace/gaps/gap.ts';
import type { Guest } from '../guests/guest.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';
import { type CheckSubject, isOfIPv6 } from './subject.ts';

export interface Doubts {
  /** What the source does not tell, although the answer needs it: the answer is undecided. */
  readonly doubts: readonly Gap[];
  /** What the answer takes for granted, because the source does not tell. */
  readonly assumptions: readonly Gap[];
}

type Weight = 'doubt' | 'assumption' | 'none';

export function doubtsOf(subject: CheckSubject): Doubts {
  const { guest, exchanges, sources } = subject;
  const found: Readonly<Record<Weight, Gaps>> = { doubt: new Gaps(), assumption: new Gaps(), none: new Gaps() };
  for (const exchange of exchanges)
    for (const gap of exchange.trace.gaps) found[WEIGHTS[gap.code](gap as never, { exchange, guest })].add(gap);
  if (guest && lacksTable(sources.network, 'Logical_Flow') && !isOfIPv6(subject))
    for (const gap of missingOfPair(guest, sources)) found.doubt.add(gap);
  return { doubts: found.doubt.all, assumptions: found.assumption.all };
}

interface Context {
  readonly exchange: Exchange;
  readonly guest: Guest | undefined;
}

type Weights = { readonly [C in GapCode]: (gap: Gap<C>, context: Context) => Weight };

const always = () => 'doubt' as const;
const never = () => 'none' as const;

/** The answer can come from a router, which the packet reaches as a multicast or through a port. */
const ofRouters = (_: Gap, { exchange }: Context): Weight =>
  isFrame6(exchange.request.frame) && !exchange.reply ? 'doubt' : 'none';

const WEIGHTS: Weights = {
  'flows-missing': (_, { exchange }) => (exchange.reply ? 'assumption' : 'doubt'),
  'match-missing': always,
  'set-members': always,
  'flow-unreadable': always,
  'flow-of-pair-missing': always,
  /** It can only drop more packets. OVN-Kubernetes lets a port use its own addresses. */
  'port-security': ({ mac }, { guest, exchange }) =>
    exchange.reply ? (mac === parseMac(guest?.mac ?? '') ? 'assumption' : 'doubt') : 'none',
  'group-members': ofRouters,
  'port-peer': ofRouters,
  'mac-bindings': never,
  fdb: never,
  'load-balancers': never,
  'dns-records': never,
  'nat-connection': never,
};

/** ovn-northd makes the flow that answers a port and the one that sends the reply together. */
function missingOfPair({ port, dhcpFlow }: Guest, { responses }: CheckSubject['sources']): readonly Gap[] {
  const hasOptions = dhcpFlow !== undefined;
  if (hasOptions === responses().has(port.logical_port)) return [];
  const [present, absent] = hasOptions ? PAIR : PAIR.toReversed();
  return [{ code: 'flow-of-pair-missing', port, present: present!, absent: absent! }];
}

const PAIR: readonly StageName[] = ['ls_in_dhcp_options', 'ls_in_dhcp_response'];
