/** Explains one packet: traces it, and says who decided, why, and what would change it. */
import { datapathName } from '../../network/logical-network.ts';
import { originOf } from '../origin/origin.ts';
import { EXPLAIN_CODES } from './answer/codes.ts';
import type { DirectionAnswer, ExplainSubject, Explanation, Phase } from './answer/explanation.ts';
import { actionText, microflowOf, type Question } from './asked/question.ts';
import { assumedIn, missingIn } from './doubts-of-trace.ts';
import type { MissedAcl } from './policies/missed-rules.ts';
import { whyAcl } from './policies/why-acl.ts';
import { type ExplainContext, type TracedQuestion, traceQuestion } from './traced-question.ts';
import { decidingAcl } from './way/acl-verdicts.ts';
import { flowPlaceOf } from './way/flow-place.ts';
import { observedWords } from './way/observed-words.ts';
import type { Outcome } from './way/outcome.ts';
import { numbered, phasesOf, step } from './way/phases.ts';
import { changesFor } from './would-pass.ts';

export function explainQuestion(question: Question, context: ExplainContext): Explanation {
  const traced = traceQuestion(question, context.tracer, context.nb);
  const missing = missingIn(traced.trace, traced.outcome, context.nb);
  const answer = answerOf(question, traced, context);
  const { missed, ...direction } = answer;
  const isUndecided = missing.some(({ code }) => code !== 'northbound-database' && code !== 'node-database');
  const changes = direction.verdict === 'no' ? changesFor(question, missed, context) : { wouldPass: [], traces: 0 };
  const { remedy } = EXPLAIN_CODES[direction.code];
  return {
    ...direction,
    ...(isUndecided && direction.verdict !== 'undecided' && { verdict: 'undecided' }),
    subject: subjectOf(question, context),
    ...(remedy !== '' && { remedy }),
    wouldPass: changes.wouldPass,
    assumed: assumedIn(traced.trace, question),
    missing,
    replay: replayOf(question),
    traces: 1 + changes.traces,
  };
}

interface Answer extends DirectionAnswer {
  readonly missed: readonly MissedAcl[];
}

function answerOf(question: Question, { outcome }: TracedQuestion, context: ExplainContext): Answer {
  const { code, ending, reason } = outcome;
  const { verdict } = EXPLAIN_CODES[code];
  const phases = phasesOfOutcome(outcome, context);
  const text = `${question.from.name} ${verdict === 'yes' ? 'can' : 'cannot'} ${actionText(question)}`;
  const allowed = decidingAcl(ending.path, context.nb)?.row;
  const acl = reason ? reason.acl?.row : allowed?.action.startsWith('allow') ? allowed : undefined;
  const flow = reason?.flow;
  const owner = flow ? originOf(flow, context.nb).owner : undefined;
  const why = acl && reason?.acl ? whyOf(question, outcome, acl, context) : { reasons: [], missed: [] };
  return {
    verdict,
    code,
    text,
    ...(acl && { by: observedWords(acl) }),
    ...(owner && { owner }),
    why: why.reasons,
    ...(flow && { where: flowPlaceOf(flow) }),
    phases,
    missed: why.missed,
  };
}

function whyOf(
  question: Question,
  { reason }: Outcome,
  acl: NonNullable<ReturnType<typeof decidingAcl>>['row'] & {},
  context: ExplainContext,
) {
  const { node } = reason!.acl!;
  const meanings = context.tracer.meanings(node.flow.datapath);
  const isEgress = acl.external_ids.get('direction') === 'Egress';
  const port = isEgress ? question.from.port.logical_port : meanings.portNameOf(node.before!.get('reg15'));
  const at = { packet: node.before!, meanings };
  return whyAcl({ acl, port, portName: port === undefined ? 'it' : context.nameOf(port), at, nb: context.nb! });
}

function phasesOfOutcome({ ending, reason }: Outcome, { nb }: ExplainContext): readonly Phase[] {
  const parts = phasesOf(ending.path, nb);
  if (ending.kind === 'delivered') {
    const { logical_port, datapath } = ending.node.to.row!;
    return numbered([
      ...parts,
      { datapath: datapathName(datapath), stage: '', result: 'delivered', text: `to port ${logical_port}` },
    ]);
  }
  const { node } = ending;
  if (node.kind === 'no-match') {
    const { datapath, stage } = node;
    return numbered([
      ...parts,
      { datapath: datapathName(datapath), stage, result: 'dropped', text: 'no flow matches' },
    ]);
  }
  return numbered(
    reason?.acl?.row ? parts : [...parts, step(reason?.flow ?? node.flow, 'dropped', node.flow.match, nb)],
  );
}

function subjectOf({ from, to, protocol, port, scenario }: Question, { node }: ExplainContext): ExplainSubject {
  return {
    from: { name: from.name, port: from.port.logical_port, address: from.address, mac: from.mac },
    to: { name: to.name, address: to.address, ...(to.kind === 'port' && { port: to.port.logical_port }) },
    protocol,
    ...(port !== undefined && { port }),
    scenario,
    ...(node !== undefined && { node }),
  };
}

const replayOf = (question: Question): readonly string[] => ['--ct-scenario', question.scenario, microflowOf(question)];
