/**
 * Changed flows whose effect no followed packet shows: ACLs of multicast, and routes to other next hops. A packet that waits
 * for a MAC has the same end with every next hop.
 */
import { rememberTexts } from '../../../base/remember.ts';
import { parseMatch } from '../../../lang/match-parser.ts';
import { annotate } from '../../../sema/match/annotate.ts';
import { bindMatch } from '../../../sema/match/bind-match.ts';
import { Diagram, EMPTY, EVERY } from '../../../symbolic/diagram/diagram.ts';
import type { Node } from '../../../symbolic/diagram/node-table.ts';
import { KnownBits } from '../../../symbolic/packets/known-bits.ts';
import { matching } from '../../../symbolic/packets/of-expression.ts';
import type { NotCompared } from './behaviour-change.ts';
import type { TouchedFlow } from './touches.ts';

/** ACLs of multicast come and go. Those of which only a set or the form of a release is another one stay. */
export function unfollowed(flows: readonly TouchedFlow[]): readonly NotCompared[] {
  const isMulticast = multicastTest();
  const rules = flows.filter(({ stage, match }) => stage.includes('_acl') && isMulticast(match));
  const multicast = Math.abs(rules.reduce((sum, { side }) => sum + (side === 'before' ? 1 : -1), 0));
  return [...(multicast > 0 ? [{ what: 'multicast', flows: multicast } as const] : []), ...otherNextHops(flows)];
}

/** Joining groups is a part of multicast. Requests for neighbors and for addresses are not. */
const JOINING = 'igmp || icmp6.type == {130, 131, 132, 143}';
const TO_GROUPS = '(ip && eth.mcast) || ip6.dst[120..127] == 0xff';
const REQUESTS = 'icmp6.type == {133, 134, 135, 136, 137} || udp.dst == {67, 68, 546, 547}';

/** Of most flows, the text shows already that packets of other kinds meet them. */
const HINT = /mcast|mld|igmp|ip6\.dst\[|\b22[4-9]\.|\b23\d\.|ff\d\d:/;

/** Whether packets of no other kind meet a match. Sets and ports are left out: they have any member. */
function multicastTest(): (match: string) => boolean {
  const diagram = new Diagram();
  const nodeOf = rememberTexts((match: string): Node => packetsOf(diagram, match));
  return rememberTexts((match: string) => {
    if (!HINT.test(match)) return false;
    const packets = nodeOf(match.replaceAll(MEMBERS, '1'));
    const [joining, groups] = [nodeOf(JOINING), nodeOf(TO_GROUPS)];
    const others = diagram.without(diagram.unionAll([joining, groups, nodeOf('eth.mcast')]), packets);
    const multicast = diagram.without(nodeOf(REQUESTS), diagram.union(joining, groups));
    return others === EMPTY && diagram.guard(multicast, packets) !== EMPTY;
  });
}

const MEMBERS = /[\w.]+ ?[!=]= ?(?:\{[^{}]*[$@"][^{}]*\}|[$@][\w.]+|"[^"]*")/g;

const NO_SETS = { addressSet: () => undefined, portGroup: () => undefined };

/** Every packet, if the match cannot be read without its sets. */
function packetsOf(diagram: Diagram, match: string): Node {
  const bound = bindMatch(parseMatch(match), match, NO_SETS);
  if ('error' in bound) return EVERY;
  const reading = { diagram, known: new KnownBits(), portKeys: () => undefined, ofHeaders: new Map() };
  return matching(annotate(bound.value), EVERY, reading);
}

/** By routers. */
function otherNextHops(flows: readonly TouchedFlow[]): readonly NotCompared[] {
  const routes = flows.flatMap(({ datapath, stage, actions, side }) =>
    /^lr_in_(?:ip_routing|policy)/.test(stage)
      ? Array.from(actions.matchAll(NEXT_HOP), ([, address]) => ({ datapath, side, address: address! }))
      : [],
  );
  return [...new Set(routes.map(({ datapath }) => datapath))].flatMap(router => {
    const of = (side: TouchedFlow['side']) => [
      ...new Set(routes.filter(each => each.datapath === router && each.side === side).map(({ address }) => address)),
    ];
    const [was, is] = [of('before'), of('after')];
    const [before, after] = [was.filter(each => !is.includes(each)), is.filter(each => !was.includes(each))];
    return before.length > 0 && after.length > 0 ? [{ what: 'next-hop', router, before, after } as const] : [];
  });
}

/** The register of the next hop gets an address. */
const NEXT_HOP = /\b(?:xx)?reg0 = ([\da-f.:]*[.:][\da-f.:]*);/g;
