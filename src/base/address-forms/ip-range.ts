/** Networks as ranges of addresses. Only for manifests, which have few networks; matching packets does not use it. */
import { IPv4CidrRange, IPv6CidrRange } from 'ip-num';
import { type Prefix, printPrefix } from '../ip.ts';

/** Whether all of `inner` is in `outer`. */
export function containsNetwork(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family) return false;
  const [outerText, innerText] = [printPrefix(outer), printPrefix(inner)];
  return outer.family === 4
    ? IPv4CidrRange.fromCidr(outerText).contains(IPv4CidrRange.fromCidr(innerText))
    : IPv6CidrRange.fromCidr(outerText).contains(IPv6CidrRange.fromCidr(innerText));
}

/** Whether two networks share an address. They do only if one contains the other. */
export const overlaps = (one: Prefix, other: Prefix): boolean =>
  containsNetwork(one, other) || containsNetwork(other, one);
