/** A packet that goes to another node, followed there: it arrives by the tunnel, for the port that it left by. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { type ChassisSources, requestedNode } from '../guests/elsewhere.ts';
import type { Question } from './asked/question.ts';
import { directionOf } from './direction.ts';
import { assumedIn, missingIn } from './doubts-of-trace.ts';
import { decided, type Explained, goesOn, remedyOf, sentence } from './explain.ts';
import { traceReply } from './reply.ts';
import { type ExplainContext, tracePacket } from './traced-question.ts';
import { withoutMetadata } from './way/metadata.ts';

/** `there` is the network of the other node; undefined if it does not have the port as its own. */
export function followTo(
  question: Question,
  { explanation, outcome }: Explained,
  there: ExplainContext,
): Explained | undefined {
  if (outcome.ending.kind !== 'delivered') return undefined;
  const { to, packet } = outcome.ending.node;
  const port = portThere(to.row!, there);
  if (!port) return undefined;
  const direction = {
    from: question.from.port.logical_port,
    to: targetThere(question, there),
    arrivesFor: port.logical_port,
  };
  const traced = tracePacket(withoutMetadata(packet!), question.scenario, direction, there);
  const { answer } = directionOf(traced.outcome, there, verdict => sentence(question, verdict));
  const { reply: replyHere, remedy: _, ...here } = explanation;
  const replyThere = answer.verdict === 'yes' ? traceReply(question, traced.outcome, there) : undefined;
  const reply = replyThere && goesOn(replyThere) ? replyHere : replyThere;
  const node = nodeOfPort(to.row!, there) ?? 'another node';
  const phasesThere = answer.phases.map(phase => ({ ...phase, node: phase.node ?? node }));
  const phases = [...here.phases, ...phasesThere].map((phase, index) => ({ ...phase, number: index + 1 }));
  const codes = new Set(here.assumed.map(({ code }) => code));
  const assumed = [...here.assumed, ...assumedIn(traced, []).filter(({ code }) => !codes.has(code))];
  const missing = [...here.missing.filter(({ code }) => code !== 'node-database'), ...missingIn(traced, there)];
  const traces = here.traces + 1 + (replyThere ? 1 : 0);
  const joined = { ...here, ...answer, ...remedyOf(answer), phases, ...(reply && { reply }), assumed, missing, traces };
  return { explanation: decided(joined, traced, question), outcome: traced.outcome };
}

/** The node of a remote port, as far as the sources name it. */
export const nodeOfPort = (port: PortRow, sources: ChassisSources): string | undefined =>
  port.external_ids.get(EXTERNAL_IDS.node) ?? requestedNode(port, sources);

/**
 * The row that the port has on its own node. OVN-Kubernetes adds the node to the name of the port to a router of another node
 * (go-controller/pkg/ovn, secondary_layer2_network_controller.go).
 */
function portThere(row: PortRow, { network, cluster }: ExplainContext): PortRow | undefined {
  const named = (suffix: string) =>
    network.Port_Binding.find(({ logical_port }) => `${logical_port}${suffix}` === row.logical_port);
  const port = named('') ?? named(`_${nodeOfPort(row, { network, cluster })}`);
  return port?.type === 'remote' ? undefined : port;
}

/** The same port has its own row there. */
function targetThere({ to }: Question, { network }: ExplainContext): Question['to'] {
  if (to.kind !== 'port') return to;
  const port = network.Port_Binding.find(({ logical_port }) => logical_port === to.port.logical_port);
  return port ? { ...to, port } : to;
}
