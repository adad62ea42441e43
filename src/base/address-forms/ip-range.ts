/** Networks as ranges of addresses. It is for manifests, whose networks are few; packets are matched without. */
import { IPv4CidrRange, IPv6CidrRange } from 'ip-num';
import { type Prefix, printPrefix } from '../ip.ts';

/** Whether all of `inner` lies in `outer`. */
export function containsNetwork(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family) return false;
  const [outerText, innerText] = [printPrefix(outer), printPrefix(inner)];
  return outer.family === 4
    ? IPv4CidrRange.fromCidr(outerText).contains(IPv4CidrRange.fromCidr(innerText))
    : IPv6CidrRange.fromCidr(outerText).contains(IPv6CidrRange.fromCidr(innerText));
}

/** Whether they have an address in common. Networks do where one contains the other, and only there. */
export const overlaps = (one: Prefix, other: Prefix): boolean =>
  containsNetwork(one, other) || containsNetwork(other, one);
