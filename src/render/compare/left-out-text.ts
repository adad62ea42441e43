/** What a comparison leaves out, in words. */
import type { NotCompared } from '../../analyze/compare/behaviour/behaviour-change.ts';
import { count } from './count.ts';

/** A sentence without a full stop. */
export function leftOutText(left: NotCompared): string {
  switch (left.what) {
    case 'node':
      return `not compared: ${left.guests.join(', ')} on ${left.node}; see --node`;
    case 'network':
      return `not compared: ${left.title}, which udon does not compile`;
    case 'multicast':
      return `not compared: multicast, for which ${count(left.flows, 'changed flow')} alone ${left.flows === 1 ? 'is' : 'are'} used`;
    case 'next-hop':
      return `undecided: ${left.router} asks for the MAC of another next hop: was ${left.before.join(', ')}, is ${left.after.join(', ')}`;
  }
}
