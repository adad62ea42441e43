/** Whether a traced packet arrives where it should, and how its way ends. */
import { parseAddress } from '../../../base/ip.ts';
import { IP_PROTOCOLS } from '../../../base/protocols/ip-protocols.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';
import type { Trace } from '../../../trace/trace.ts';
import type { ExplainCode } from '../answer/codes.ts';
import type { Target } from '../asked/question.ts';
import { type EndReason, endReason } from './end-code.ts';
import { withoutNeighbor } from './neighbors.ts';
import { type Delivered, type Ending, endingsOf } from './path.ts';

export interface Outcome {
  readonly code: ExplainCode;
  readonly ending: Ending;
  /** Of a packet that does not arrive; absent where it ends before its first table. */
  readonly reason?: EndReason;
}

interface Ends {
  /** The logical port that sends. */
  readonly from: string;
  readonly to: Target;
}

export function outcomeOf(trace: Pick<Trace, 'root'>, ends: Ends, network: LogicalNetwork, nb?: Nb): Outcome {
  const endings = endingsOf(trace.root).map(each => withoutNeighbor(each, network) ?? each);
  const arrivals = endings.flatMap(ending => {
    const code = ending.kind === 'delivered' ? arrivalCode(ending, ends) : undefined;
    return code && ending.kind === 'delivered' ? { code, ending } : [];
  });
  // Of copies, one that arrives here counts before one that another node decides about.
  const isHere = ({ code }: (typeof arrivals)[number]) => code !== 'passes-to-node';
  const arrival = arrivals.find(({ ending }) => isAt(ending, ends)) ?? arrivals.find(isHere) ?? arrivals[0];
  if (arrival) return arrival;
  const ending = endings.find(({ kind }) => kind === 'ended') ?? endings[0];
  if (!ending) return { code: 'table-missing', ending: { kind: 'nowhere', path: [trace.root] } };
  if (ending.kind !== 'ended') return { code: 'delivered-elsewhere', ending };
  const reason = endReason(ending, nb);
  return { code: reason.code, ending, reason };
}

const isAt = ({ node }: Delivered, { to }: Ends): boolean =>
  to.kind === 'port' && node.to.row!.logical_port === to.port.logical_port;

/** Ports that lead out of OVN. */
const OUTER: Readonly<Record<string, ExplainCode>> = {
  localnet: 'leaves-network',
  l2gateway: 'leaves-network',
  vtep: 'leaves-network',
  remote: 'passes-to-node',
};

/** Undefined if this is not where the packet should arrive. */
function arrivalCode({ node }: Delivered, { from, to }: Ends): ExplainCode | undefined {
  const port = node.to.row!;
  if (isAnswer(node, to, from)) return 'answered-by-router';
  if (to.kind === 'port' && port.logical_port !== to.port.logical_port)
    return port.type === 'remote' && port.datapath !== to.port.datapath ? 'passes-to-node' : undefined;
  // NAT or a load balancer can make the sender itself of the address.
  if (to.kind === 'address' && port.logical_port === from && isFor(node, to)) return undefined;
  return OUTER[port.type] ?? 'delivered';
}

/** A router that has the address sends the packet back as its own answer to the request. */
const isAnswer = ({ to: { row }, packet }: Delivered['node'], { kind }: Target, sender: string): boolean =>
  kind === 'address' &&
  row?.logical_port === sender &&
  ECHO_REPLIES.get(packet!.get('nw_proto')) === packet!.get('tp_src');

/** By protocol, the type that a router gives its answers (RFC 792, RFC 4443). */
const ECHO_REPLIES: ReadonlyMap<number, number> = new Map([
  [IP_PROTOCOLS.icmp, 0],
  [IP_PROTOCOLS.icmp6, 129],
]);

/** Whether the packet still goes to the address of its destination. */
export function isFor({ packet }: Delivered['node'], { address }: Target): boolean {
  const { family, value } = parseAddress(address)!;
  return packet!.getBig(family === 4 ? 'nw_dst' : 'ipv6_dst') === value;
}
