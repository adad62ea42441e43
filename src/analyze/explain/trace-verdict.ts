/** The verdict on any traced packet, in one line: where it arrives, or what drops it and who owns that. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Trace } from '../../trace/trace.ts';
import { whoIs } from '../guests/guest.ts';
import { stepsIn } from '../lease/trace-steps.ts';
import { originOf } from '../origin/origin.ts';
import type { Owner } from '../origin/owner.ts';
import { EXPLAIN_CODES, type ExplainCode } from './answer/codes.ts';
import type { Missing } from './answer/explanation.ts';
import { missingIn } from './doubts-of-trace.ts';
import { endReason } from './way/end-code.ts';
import { observedWords } from './way/observed-words.ts';
import { type Delivered, type Ended, type Ending, endingsOf } from './way/path.ts';

export interface TraceVerdict {
  /** `yes` if at least one copy of the packet leaves the network, or if it is answered. */
  readonly verdict: 'yes' | 'no' | 'undecided';
  readonly ports: readonly ReachedPort[];
  /** Whether the network answers the packet itself. */
  readonly isAnswered: boolean;
  readonly drop?: TraceDrop | undefined;
  /** What the sources lack, and what would decide. */
  readonly missing: readonly Missing[];
}

export interface ReachedPort {
  readonly port: string;
  /** `NAMESPACE/NAME` of its VM or pod. */
  readonly guest?: string | undefined;
}

export interface TraceDrop {
  readonly code: ExplainCode;
  readonly means: string;
  /** Who decided, in the words of ovnkube-observ. */
  readonly by?: string | undefined;
  readonly owner?: Owner | undefined;
  readonly flow?: LogicalFlow | undefined;
}

export function verdictOn(trace: Trace, nb: Nb | undefined): TraceVerdict {
  const endings = endingsOf(trace.root);
  const ports = endings.filter(isDelivered).map(reachedPort);
  const ended = endings.filter(isEnded);
  const isAnswered = ports.length === 0 && ended.some(answers);
  const hasArrived = ports.length > 0 || isAnswered;
  const reason = !hasArrived && ended[0] ? endReason(ended[0], nb) : undefined;
  const missing = missingIn(
    { trace, outcome: { code: 'flow-drops', ending: endings[0]!, ...(reason && { reason }) } },
    { nb },
  );
  const isOpen = missing.some(({ code }) => code !== 'northbound-database');
  const drop = reason && {
    code: reason.code,
    means: EXPLAIN_CODES[reason.code].means,
    by: reason.acl?.row && observedWords(reason.acl.row),
    owner: reason.flow && originOf(reason.flow, nb).owner,
    flow: reason.flow,
  };
  const verdict = isOpen ? 'undecided' : hasArrived ? 'yes' : drop ? EXPLAIN_CODES[drop.code].verdict : 'no';
  return { verdict, ports, isAnswered, drop, missing };
}

const isDelivered = (ending: Ending): ending is Delivered => ending.kind === 'delivered';
const isEnded = (ending: Ending): ending is Ended => ending.kind === 'ended';

function reachedPort({ node }: Delivered): ReachedPort {
  const { logical_port, external_ids } = node.to.row!;
  const { pod, name } = whoIs(logical_port, external_ids);
  return { port: logical_port, ...(pod !== undefined && { guest: name }) };
}

/** Whether the table where the packet ends sends a neighbor advertisement in its place. */
const answers = ({ node }: Ended): boolean =>
  node.children
    .filter(child => child.kind === 'block' && child.packet === 'nd_na')
    .some(block => stepsIn(block).some(each => each.kind === 'output' && each.packet !== undefined));
