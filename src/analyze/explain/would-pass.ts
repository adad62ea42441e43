/** Changes with which a dropped packet arrives: the nearest rules, each tried with a trace. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { parseSelectorKey } from '../../kubernetes/selector-key.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Cause } from '../misses/cause.ts';
import { EXPLAIN_CODES } from './answer/codes.ts';
import type { WouldPass } from './answer/explanation.ts';
import type { AskedProtocol, Question } from './asked/question.ts';
import type { MissedAcl } from './policies/missed-rules.ts';
import { portOf } from './policies/rule-text.ts';
import { type ExplainContext, traceQuestion } from './traced-question.ts';

/** With the first trace, an explanation costs at most three. */
const MAX_TRACES = 2;

interface Candidate {
  readonly change: WouldPass;
  readonly question: Question;
}

export function changesFor(
  question: Question,
  missed: readonly MissedAcl[],
  context: ExplainContext,
): { readonly wouldPass: readonly WouldPass[]; readonly traces: number } {
  const candidates = [
    ...new Map(missed.flatMap(each => candidatesOf(question, each, context)).map(each => [each.change.text, each])),
  ].map(([, each]) => each);
  const tried = candidates.slice(0, question.isMacAsked ? MAX_TRACES - 1 : MAX_TRACES);
  const wouldPass = tried.filter(each => passes(each, context)).map(({ change }) => change);
  return { wouldPass, traces: tried.length };
}

function passes({ change, question }: Candidate, context: ExplainContext): boolean {
  const { tracer, tracerWith } = context;
  const changed = change.kind === 'address-set' ? tracerWith(change.set, change.address) : tracer;
  const { code } = traceQuestion(question, changed, context).outcome;
  return EXPLAIN_CODES[code].verdict === 'yes';
}

/** Only rules that miss the packet for one cause. */
function candidatesOf(question: Question, { acl, causes }: MissedAcl, context: ExplainContext): readonly Candidate[] {
  const [cause, ...others] = causes;
  if (!cause || others.length > 0) return [];
  if (cause.sets?.length === 1) return setCandidate(question, cause, context);
  const needed = portOf(acl);
  if (cause.key === 'protocol' && needed)
    return [packetCandidate(question, { protocol: needed.protocol as AskedProtocol, port: needed.port })];
  if (/^(?:tcp|udp|sctp)\.dst$/.test(cause.field ?? '') && cause.wanted?.[0] !== undefined)
    return [packetCandidate(question, { port: Number(cause.wanted[0]) })];
  return [];
}

function packetCandidate(
  question: Question,
  changed: { readonly protocol?: AskedProtocol; readonly port: number },
): Candidate {
  const protocol = changed.protocol ?? question.protocol;
  const text = `to ${protocol.toUpperCase()} port ${changed.port}`;
  const value = `${protocol}/${changed.port}`;
  return {
    change: { kind: 'packet', text, field: `${protocol}.dst`, value },
    question: { ...question, protocol, port: changed.port },
  };
}

/** The address of the sender or of the receiver in a set: pods come into it by their labels. */
function setCandidate(question: Question, cause: Cause, { nb, nameOf }: ExplainContext): readonly Candidate[] {
  const set = cause.sets![0]!;
  const address = cause.is;
  const isOfSender = cause.field?.endsWith('.src') === true && address === question.from.address;
  const port = isOfSender
    ? question.from.port.logical_port
    : question.to.kind === 'port'
      ? question.to.port.logical_port
      : undefined;
  const label = nb && labelsOf(set, nb);
  if (address === undefined || port === undefined || label === undefined) return [];
  const text = `with the label ${label} on pod ${nameOf(port)} (${cause.field} in the set)`;
  return [{ change: { kind: 'address-set', text, set, address }, question }];
}

function labelsOf(set: string, { Address_Set }: Nb): string | undefined {
  const ids = Address_Set.find(({ name }) => name === set)?.external_ids;
  if (ids?.get(EXTERNAL_IDS.ownerType) !== 'PodSelector') return undefined;
  const key = parseSelectorKey(ids.get(EXTERNAL_IDS.name) ?? '');
  return key?.isSimple ? key.pods : undefined;
}
