/** What decides about a packet that flows let pass: its size, and who of several answers for its address. */
import type { Scenario } from '../../trace/state/conntrack-states.ts';
import type { ExplainCode } from './answer/codes.ts';
import type { Missing } from './answer/explanation.ts';
import type { Question } from './asked/question.ts';
import { isFor, type Outcome } from './way/outcome.ts';

/** The code that the answer has in place of that of the trace. */
export interface QuestionDoubt {
  readonly code: ExplainCode;
  readonly why: readonly string[];
  readonly missing?: Missing;
}

/** Every link carries packets of this size (RFC 8200 section 5). */
const SMALLEST_MTU = 1280;

export function doubtOf(question: Question, outcome: Outcome): QuestionDoubt | undefined {
  return doubtOfSize(question) ?? doubtOfService(question, outcome) ?? doubtOfHolders(question);
}

function doubtOfSize({ from, length, mtu }: Question): QuestionDoubt | undefined {
  if (length !== undefined && length > SMALLEST_MTU && mtu === undefined)
    return {
      code: 'source-incomplete',
      why: [`OVN forwards packets of ${length} bytes here; the MTU of the network decides`],
      missing: { code: 'network-mtu', text: 'the MTU of the network: add its manifest' },
    };
  if (length !== undefined && mtu !== undefined && length > mtu)
    return {
      code: 'packet-too-large',
      why: [
        `the network has MTU ${mtu}: the interface of ${from.name} does not carry a packet of ${length} bytes, nor do tunnels between nodes; no flow checks it`,
      ],
    };
  return undefined;
}

/** Without the connections, the address of a service stays as it is. */
const OF_CONNECTIONS: readonly Scenario[] = ['established', 'reply', 'related'];

function doubtOfService({ to, scenario, isToService }: Question, { code, ending }: Outcome): QuestionDoubt | undefined {
  if (to.kind === 'service' && OF_CONNECTIONS.includes(scenario))
    return { code: 'connection-unknown', why: [`which endpoint of ${to.name} the connection has decides`] };
  const isKept = ending.kind === 'delivered' && code === 'leaves-network' && isFor(ending.node, to);
  if (!isToService || !isKept) return undefined;
  return { code: 'service-unknown', why: [`no load balancer on the way of the packet has ${to.address}`] };
}

function doubtOfHolders({ to, rivals = [] }: Question): QuestionDoubt | undefined {
  if (rivals.length === 0) return undefined;
  const holders = rivals.map(({ port, mac }) => `port ${port} has ${to.address}, too, with MAC ${mac}`);
  return { code: 'address-twice', why: [...holders, 'which of them answers an ARP or ND request is not certain'] };
}
