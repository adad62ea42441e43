/**
 * The packets that open connections between guests: from the addresses of the sender to those of each destination, unicast,
 * untagged and whole. They are sent to the MAC of the destination, if it is on the same switch, or to a router.
 */
import { parseAddress } from '../../base/ip.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Expression } from '../../sema/match/expression.ts';
import type { Diagram } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { KnownBits } from '../../symbolic/packets/known-bits.ts';
import { matching } from '../../symbolic/packets/of-expression.ts';
import type { Guest } from '../guests/guest.ts';
import { listed, routerMacs } from './reach-domain.ts';

/** A guest that sends, or to which packets are sent, on one of the networks in question. */
export interface PairEnd {
  readonly guest: Guest;
  readonly network: LogicalNetwork;
}

/** The packets of a guest, as a match; undefined if its MAC is not known. `limit` is a further match. */
export function senderDomain({ guest }: PairEnd, limit: string): string | undefined {
  const { mac, ips } = guest;
  if (mac === undefined) return undefined;
  const terms = ['vlan.tci == 0', `eth.src == ${mac}`, 'ip.ttl == 64', 'ip.frag == 0', ofFamilies('src', ips), limit];
  return terms.filter(Boolean).join(' && ');
}

/** The packets of a guest of another node that arrive for a guest: a router may have sent them, so any MAC will do. */
export const arrivalDomain = ({ guest: from }: PairEnd, { guest: to }: PairEnd, limit: string): string =>
  ['vlan.tci == 0', 'ip.ttl == {63, 64}', 'ip.frag == 0', ofFamilies('src', from.ips), ofFamilies('dst', to.ips), limit]
    .filter(Boolean)
    .join(' && ');

/** The packets to a guest among those of a sender; undefined if none of them can have the MAC. */
export function destinationDomain(from: PairEnd, { guest }: PairEnd): string | undefined {
  const { mac, ips, port } = guest;
  const isNear = port.datapath._uuid === from.guest.port.datapath._uuid;
  const own = isNear && mac !== undefined ? [mac] : [];
  const macs = [...new Set([...own, ...routerMacs(from.network, from.guest)])];
  if (macs.length === 0) return undefined;
  if (ips.length === 0) return own.length === 0 ? undefined : `eth.dst == ${mac} && ip`;
  return `eth.dst == ${listed(macs)} && ${ofFamilies('dst', ips)}`;
}

/** Packets from or to one of the addresses, as a match. Without addresses, any address will do. */
export function ofFamilies(side: 'src' | 'dst', ips: readonly string[]): string {
  const terms = ([4, 6] as const).flatMap(family => {
    const own = ips.filter(text => parseAddress(text)?.family === family);
    return own.length === 0 ? [] : [`ip${family}.${side} == ${listed(own)}`];
  });
  return terms.length === 0 ? 'ip' : `(${terms.join(' || ')})`;
}

const NO_SETS = { addressSet: () => undefined, portGroup: () => undefined };

/** A match of this file, which is valid. */
export function domainExpression(match: string): Expression {
  const bound = bindMatch(parseMatch(match), match, NO_SETS);
  if ('error' in bound) throw new Error(`${match}: ${bound.error.message}`);
  return bound.value;
}

/** The packets that fulfil a match of this file. */
export const domainNode = (diagram: Diagram, match: string, within: Node): Node =>
  matching(annotate(domainExpression(match)), within, {
    diagram,
    known: new KnownBits(),
    portKeys: () => undefined,
    ofHeaders: new Map(),
  });
