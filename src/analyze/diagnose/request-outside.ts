/**
 * The way of a request to a server that is not OVN: out of the guest's port, to a localnet port or to other guests. A policy
 * can drop it before another server can see it.
 */
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import type { GuestSources } from '../guests/sources.ts';
import type { Answerer } from '../guests/who-answers.ts';
import { say } from '../lease/dhcp-conversation.ts';
import { requestDropIn } from '../lease/dhcp-exchange.ts';
import { stepsIn } from '../lease/trace-steps.ts';
import type { Diagnosis } from './chain.ts';
import { doubtsOf } from './doubts.ts';
import { PATH_CHECKS } from './path-checks.ts';
import { subjectOfGuest } from './subject.ts';
import type { SurveyRow } from './survey.ts';

export type LostRequest = Pick<SurveyRow, 'verdict' | 'answerer' | 'diagnosis' | 'doubts'>;

/** Undefined if the flows do not drop the guest's DISCOVER. */
export function lostRequest(guest: Guest, sources: GuestSources, tracer: Tracer): LostRequest | undefined {
  const asked = say('discover', guest, tracer);
  const noReply = requestDropIn(stepsIn(asked.trace.root));
  if (!noReply) return undefined;
  const subject = subjectOfGuest(guest, [{ ...asked, noReply }], sources);
  const { doubts } = doubtsOf(subject);
  const { remedy, look } = PATH_CHECKS[noReply.reason];
  const diagnosis: Diagnosis = { remedy, text: noReply.text, ...look(subject), code: noReply.reason };
  if (doubts.length > 0) return { verdict: 'undecided', doubts };
  const answerer: Answerer = { server: 'nobody', why: 'the request does not leave the port of the VM' };
  return { answerer, verdict: 'no-lease', diagnosis };
}
