/** The verdict on a traced packet, in one line. */
import type { ReachedPort, TraceDrop, TraceVerdict } from '../../analyze/explain/trace-verdict.ts';
import { ownerText } from '../owner-text.ts';

/** `no (dropped-by-default-deny): Dropped by network policies isolation in namespace proj2, direction Ingress` */
export function verdictLine({ verdict, ports, isAnswered, drop, missing }: TraceVerdict): string {
  if (verdict === 'undecided' && missing.length > 0) return `undecided: ${missing.map(({ text }) => text).join('; ')}`;
  if (isAnswered) return 'yes: the network answers the packet';
  if (ports.length > 0) return `yes: the packet leaves by ${portsText(ports)}`;
  if (!drop) return `${verdict}: the packet ends without a flow that drops it`;
  return `${verdict} (${drop.code}): ${[dropText(drop), ...missing.map(({ text }) => text)].join('; ')}`;
}

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
