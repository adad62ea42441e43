/** A packet that goes to another node, followed there: it arrives by the tunnel, for the port that it left by. */
import type { Question } from './asked/question.ts';
import { directionOf } from './direction.ts';
import { assumedIn, missingIn } from './doubts-of-trace.ts';
import { decided, type Explained, remedyOf, sentence } from './explain.ts';
import { traceReply } from './reply.ts';
import { type ExplainContext, tracePacket } from './traced-question.ts';

/** `there` is the network of the other node; undefined if it does not have the port as its own. */
export function followTo(
  question: Question,
  { explanation, outcome }: Explained,
  there: ExplainContext,
): Explained | undefined {
  if (outcome.ending.kind !== 'delivered') return undefined;
  const { to, packet } = outcome.ending.node;
  const port = there.network.Port_Binding.find(({ logical_port }) => logical_port === to.row!.logical_port);
  if (!port || port.type === 'remote') return undefined;
  const direction = {
    from: question.from.port.logical_port,
    to: targetThere(question, there),
    arrivesFor: port.logical_port,
  };
  const traced = tracePacket(packet!.clone(), question.scenario, direction, there);
  const { answer } = directionOf(traced.outcome, there, verdict => sentence(question, verdict));
  const { reply: replyHere, remedy: _, ...here } = explanation;
  const replyThere = answer.verdict === 'yes' ? traceReply(question, traced.outcome, there) : undefined;
  const reply = replyThere?.verdict === 'yes' ? replyHere : replyThere;
  const phases = [...here.phases, ...answer.phases].map((phase, index) => ({ ...phase, number: index + 1 }));
  const codes = new Set(here.assumed.map(({ code }) => code));
  const assumed = [...here.assumed, ...assumedIn(traced, []).filter(({ code }) => !codes.has(code))];
  const missing = [...here.missing.filter(({ code }) => code !== 'node-database'), ...missingIn(traced, there)];
  const traces = here.traces + 1 + (replyThere ? 1 : 0);
  const joined = { ...here, ...answer, ...remedyOf(answer), phases, ...(reply && { reply }), assumed, missing, traces };
  return { explanation: decided(joined, traced, question), outcome: traced.outcome };
}

/** The same port has its own row there. */
function targetThere({ to }: Question, { network }: ExplainContext): Question['to'] {
  if (to.kind !== 'port') return to;
  const port = network.Port_Binding.find(({ logical_port }) => logical_port === to.port.logical_port);
  return port ? { ...to, port } : to;
}
