/**
 * The flows of one table, found without trying each. In a switch of ten thousand ports, most flows of a large stage are
 * for one port, or for one address: their match says so in a term of its own (`inport == "vm1" && ...`). Such flows are
 * kept under that term, read off the text without parsing it, and only those are tried whose term the packet fulfils.
 */
import { printAddress } from '../base/ip.ts';
import { printMac } from '../base/mac.ts';
import type { Packet } from '../fields/packet.ts';
import { parseInteger, printInteger } from '../lang/constant.ts';
import type { LogicalFlow } from '../network/logical-network.ts';
import type { PortKeys } from '../sema/evaluate.ts';

interface Ranked {
  readonly flow: LogicalFlow;
  /** The flow's place among all flows of the table. */
  readonly rank: number;
}

/** What a packet has in a field, as OVN prints it; a logical port as its key. */
type TextOf = (packet: Packet) => string;

/** The fields that tell many flows apart, best first. */
const FIELDS: Readonly<Record<string, TextOf>> = {
  inport: packet => String(packet.get('reg14')),
  outport: packet => String(packet.get('reg15')),
  'eth.dst': packet => printMac(packet.get('dl_dst')),
  'eth.src': packet => printMac(packet.get('dl_src')),
  'arp.tpa': packet => printAddress({ family: 4, value: packet.getBig('nw_dst') }),
  'nd.target': packet => printAddress({ family: 6, value: packet.getBig('nd_target') }),
  'ip4.dst': packet => printAddress({ family: 4, value: packet.getBig('nw_dst') }),
  'ip6.dst': packet => printAddress({ family: 6, value: packet.getBig('ipv6_dst') }),
};

const TERM = /^([a-z0-9.]+) == ("(?:[^"\\]|\\.)*"|[0-9a-f:.]+)$/;

export class FlowIndex {
  private readonly others: Ranked[] = [];
  private readonly byField = new Map<string, Map<string, Ranked[]>>();

  /** `flows` in the order in which they are to be tried; `portKeys` for the ports that they name. */
  constructor(flows: readonly LogicalFlow[], portKeys: PortKeys) {
    for (const [rank, flow] of flows.entries()) this.add({ flow, rank }, portKeys);
  }

  /** The flows that `packet` may match, in order; all others it does not. */
  *candidates(packet: Packet): Generator<LogicalFlow> {
    const lists = [this.others, ...this.listsFor(packet)];
    const positions = lists.map(() => 0);
    for (;;) {
      const next = lowest(lists, positions);
      if (next < 0) return;
      yield lists[next]![positions[next]!++]!.flow;
    }
  }

  private add(ranked: Ranked, portKeys: PortKeys): void {
    const term = distinguishingTerm(ranked.flow.match, portKeys);
    if (!term) {
      this.others.push(ranked);
      return;
    }
    const values = this.byField.get(term.field) ?? new Map<string, Ranked[]>();
    this.byField.set(term.field, values);
    const list = values.get(term.value);
    if (list) list.push(ranked);
    else values.set(term.value, [ranked]);
  }

  private listsFor(packet: Packet): Ranked[][] {
    return [...this.byField].flatMap(([field, values]) => {
      const list = values.get(FIELDS[field]!(packet));
      return list ? [list] : [];
    });
  }
}

/** The list whose next flow comes first; -1 where all are at their end. */
function lowest(lists: readonly (readonly Ranked[])[], positions: readonly number[]): number {
  let best = -1;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let index = 0; index < lists.length; index++) {
    const rank = lists[index]![positions[index]!]?.rank ?? Number.POSITIVE_INFINITY;
    if (rank < bestRank) [best, bestRank] = [index, rank];
  }
  return best;
}

/**
 * A term that has to hold for the match to hold: one of a chain of `&&`, before anything that is not as simple. (Where a
 * chain has `||`, OVN asks for parentheses.)
 */
function distinguishingTerm(match: string, portKeys: PortKeys): { field: string; value: string } | undefined {
  const terms = new Map<string, string>();
  for (const part of match.split(' && ')) {
    const [, field, value] = TERM.exec(part) ?? [];
    if (field !== undefined) terms.set(field, value!);
    else if (/[()|"]/.test(part)) break;
  }
  const field = Object.keys(FIELDS).find(name => terms.has(name));
  return field === undefined ? undefined : { field, value: normalized(terms.get(field)!, portKeys) };
}

/** As the packet's text is, however the match writes it. A name that is no port's is nothing that a packet has. */
function normalized(text: string, portKeys: PortKeys): string {
  if (text.startsWith('"')) return String(portKeys(JSON.parse(text) as string));
  const integer = parseInteger(text);
  return 'error' in integer ? text : printInteger(integer);
}
