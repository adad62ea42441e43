/** Whether a traced packet arrives where the question wants it, and how its way ends. */
import { parseAddress } from '../../../base/ip.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';
import type { Trace } from '../../../trace/trace.ts';
import type { ExplainCode } from '../answer/codes.ts';
import type { Question, Target } from '../asked/question.ts';
import { type EndReason, endReason } from './end-code.ts';
import { type Delivered, type Ending, endingsOf } from './path.ts';

export interface Outcome {
  readonly code: ExplainCode;
  readonly ending: Ending;
  /** Of a packet that does not arrive. */
  readonly reason?: EndReason;
}

export function outcomeOf(
  trace: Pick<Trace, 'root'>,
  question: Pick<Question, 'from' | 'to'>,
  nb?: Nb,
): Outcome | undefined {
  const endings = endingsOf(trace.root);
  for (const ending of endings) {
    const code = ending.kind === 'delivered' ? arrivalCode(ending, question) : undefined;
    if (code) return { code, ending };
  }
  const ended = endings.find(({ kind }) => kind === 'ended') ?? endings[0];
  if (!ended) return undefined;
  if (ended.kind === 'delivered') return { code: 'destination-unknown', ending: ended };
  const reason = endReason(ended, nb);
  return { code: reason.code, ending: ended, reason };
}

/** Ports that lead out of OVN. */
const OUTER: Readonly<Record<string, ExplainCode>> = {
  localnet: 'leaves-network',
  l2gateway: 'leaves-network',
  vtep: 'leaves-network',
  remote: 'passes-to-node',
};

/** Undefined if this is not where the packet should arrive. */
function arrivalCode({ node }: Delivered, { from, to }: Pick<Question, 'from' | 'to'>): ExplainCode | undefined {
  const port = node.to.row!;
  if (isAnswer(node, to, from.port.logical_port)) return 'answered-by-router';
  if (to.kind === 'port' && port.logical_port !== to.port.logical_port)
    return port.type === 'remote' && port.datapath !== to.port.datapath ? 'passes-to-node' : undefined;
  return OUTER[port.type] ?? 'delivered';
}

/** A router that has the address sends the packet back as its own answer. */
function isAnswer({ to: { row }, packet }: Delivered['node'], { address }: Target, sender: string): boolean {
  const own = parseAddress(address);
  if (row?.logical_port !== sender || !own) return false;
  return packet!.getBig(own.family === 4 ? 'nw_src' : 'ipv6_src') === own.value;
}
