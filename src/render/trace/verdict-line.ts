/** The verdict on a traced packet, in one line. */
import type { ReachedPort, TraceDrop, TraceVerdict } from '../../analyze/explain/trace-verdict.ts';
import { ownerText } from '../owner-text.ts';

/** `no (dropped-by-default-deny): Dropped by network policies isolation in namespace proj2, direction Ingress` */
export function verdictLine(verdict: TraceVerdict): string {
  const code = verdict.drop && !isOpen(verdict) ? ` (${verdict.drop.code})` : '';
  return `${verdict.verdict}${code}: ${verdictSentence(verdict)}`;
}

/** The same without the verdict itself and its code. */
export function verdictSentence(verdict: TraceVerdict): string {
  const { ports, isAnswered, drop, missing } = verdict;
  if (isOpen(verdict)) return missing.map(({ text }) => text).join('; ');
  if (isAnswered) return 'the network answers the packet';
  if (ports.length > 0) return `the packet leaves by ${portsText(ports)}`;
  if (!drop) return 'the packet ends without a flow that drops it';
  return [dropText(drop), ...missing.map(({ text }) => text)].join('; ');
}

const isOpen = ({ verdict, missing }: TraceVerdict): boolean => verdict === 'undecided' && missing.length > 0;

const MAX_PORTS = 3;

function portsText(ports: readonly ReachedPort[]): string {
  const names = ports.slice(0, MAX_PORTS).map(({ port, guest }) => (guest === undefined ? port : `${port} (${guest})`));
  return names.join(', ') + (ports.length > MAX_PORTS ? ` and ${ports.length - MAX_PORTS} more ports` : '');
}

function dropText({ by, owner, means, flow }: TraceDrop): string {
  const who = by ?? means;
  const whose = owner && by === undefined ? `, of ${ownerText(owner)}` : '';
  return flow ? `${who}${whose}; ${flow.stage}, priority ${flow.priority}` : `${who}${whose}`;
}
