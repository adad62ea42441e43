/**
 * The MAC that a guest learns for an address on its link that no port has: the one with which OVN answers for others, as proxy ARP
 * does for VMs that have moved.
 */
import { UNKNOWN_MAC } from '../../analyze/explain/asked/next-hop.ts';
import type { Question } from '../../analyze/explain/asked/question.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { neighborRequest } from '../../analyze/neighbor/request.ts';
import { whoHas } from '../../analyze/neighbor/who-has.ts';
import { parseAddress } from '../../base/ip.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';

/** The question with that MAC, if exactly one answers. This costs a trace. */
export function withAskedNeighbor(question: Question, from: Guest, opened: Opened): Question {
  if (question.nextHopMac !== UNKNOWN_MAC || question.isMacGiven) return question;
  const target = parseAddress(question.to.address)!;
  const microflow = neighborRequest(from, target);
  if (microflow === undefined) return question;
  const { verdict, answerers } = whoHas({ from, target, microflow }, opened, guestTracer(opened.network));
  const [mac, ...others] = new Set(answerers.map(each => each.mac));
  const isKnown = verdict === 'yes' && mac !== undefined && others.length === 0;
  return { ...question, isMacAsked: true, ...(isKnown && { nextHopMac: mac }) };
}
