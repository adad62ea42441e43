/** One direction of an explanation: from how its packet ends to who decided and why. */
import { datapathName } from '../../network/logical-network.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { originOf } from '../origin/origin.ts';
import { EXPLAIN_CODES, type ExplainCode } from './answer/codes.ts';
import type { DirectionAnswer, Phase } from './answer/explanation.ts';
import type { ExplainContext } from './traced-question.ts';
import { decidingAcl } from './way/acl-verdicts.ts';
import { flowPlaceOf } from './way/flow-place.ts';
import { observedWords } from './way/observed-words.ts';
import type { Outcome } from './way/outcome.ts';
import { numbered, phasesOf, step } from './way/phases.ts';
import { type Why, whyEnded } from './why.ts';

export interface DirectionParts extends Pick<Why, 'missed'> {
  readonly answer: DirectionAnswer;
}

/** `text` is the sentence of the answer, for each verdict. */
export function directionOf(
  outcome: Outcome,
  context: ExplainContext,
  text: (verdict: 'yes' | 'no' | 'undecided') => string,
): DirectionParts {
  const { code, reason } = outcome;
  const { verdict } = EXPLAIN_CODES[code];
  const { nb } = context;
  const acl = decider(outcome, nb);
  const { reasons, missed } = whyEnded(outcome, acl, context);
  const owner = reason?.flow && originOf(reason.flow, nb).owner;
  const answer: DirectionAnswer = {
    verdict,
    code,
    text: text(verdict),
    ...(acl && { by: observedWords(acl) }),
    ...(owner && { owner }),
    why: reasons,
    ...(reason?.flow && { where: flowPlaceOf(reason.flow) }),
    phases: phasesOfOutcome(outcome, nb),
  };
  return { answer, missed };
}

/** The ACL that dropped the packet, or the last one that allowed it. */
function decider({ ending, reason }: Outcome, nb: Nb | undefined): NbRow<'ACL'> | undefined {
  if (reason) return reason.acl?.row;
  const acl = decidingAcl(ending.path, nb)?.row;
  return acl?.action.startsWith('allow') ? acl : undefined;
}

function phasesOfOutcome({ code, ending, reason }: Outcome, nb: Nb | undefined): readonly Phase[] {
  const parts = phasesOf(ending.path, nb);
  if (ending.kind === 'nowhere') return numbered(parts);
  if (ending.kind === 'delivered') return numbered([...parts, arrival(code, ending.node.to.row!)]);
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

function arrival(code: ExplainCode, { logical_port, datapath }: PortRow): Omit<Phase, 'number'> {
  const at = { datapath: datapathName(datapath), stage: '' };
  if (code === 'passes-to-node')
    return { ...at, result: 'forwarded', text: `to another node, by port ${logical_port}` };
  return { ...at, result: code === 'answered-by-router' ? 'answered' : 'delivered', text: `to port ${logical_port}` };
}
