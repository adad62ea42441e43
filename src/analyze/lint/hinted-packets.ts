/**
 * The packets that come to the ACLs of a switch: the table before notes in registers what conntrack knows of a packet, and
 * only some notes go together. Without this, an ACL that allows would never cover one that drops.
 */
import { LAYOUT } from '../../ovn/fields/layout.ts';
import { type Diagram, EVERY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { fieldBits } from '../../symbolic/effects/branch.ts';
import { type Bit, bitsOf, variableOf } from '../../symbolic/packets/variables.ts';
import type { ParsedFlow } from '../../trace/choose/flow-lookup.ts';
import { CT } from '../../trace/state/conntrack-states.ts';

/** The stage whose packets are limited by the notes of another one. */
export const NOTED_STAGES: Readonly<Record<string, string>> = {
  ls_in_acl_eval: 'ls_in_acl_hint',
  ls_out_acl_eval: 'ls_out_acl_hint',
};

/** A flow that notes, with the packets that match it. */
export interface HintFlow {
  readonly parsed: ParsedFlow;
  readonly matched: Node;
}

/** `flows` are those of the table that notes, the highest priority first. */
export function hintedPackets(diagram: Diagram, flows: readonly HintFlow[]): Node {
  const bits = [...new Set(flows.flatMap(({ parsed }) => notesOf(parsed)))];
  let left = trackedPackets(diagram);
  const parts: Node[] = [];
  for (const { parsed, matched } of flows) {
    const notes = notesOf(parsed);
    const own = diagram.guard(matched, left);
    parts.push(bits.reduce((packets, bit) => withBit(diagram, packets, bit, notes.includes(bit)), own));
    left = diagram.without(matched, left);
  }
  return diagram.unionAll([...parts, left]);
}

/** The bits of registers that the actions of a flow set. */
const notesOf = ({ body }: ParsedFlow): readonly Bit[] =>
  (body?.actions ?? []).flatMap(action =>
    action.kind !== 'load' || typeof action.value === 'string' || action.value.value === 0n
      ? []
      : fieldBits(action.field),
  );

const withBit = (diagram: Diagram, packets: Node, bit: Bit, isSet: boolean): Node => {
  const variable = diagram.variable(variableOf(bit));
  return isSet ? diagram.guard(variable, packets) : diagram.without(variable, packets);
};

/**
 * What the kernel says of packets outside of connections, of their first, other and reply packets, and of those that fit no
 * connection. ICMP errors about a connection are left out: no ACL is written for them.
 */
const STATES: readonly number[] = [0, CT.new | CT.trk, CT.est | CT.trk, CT.est | CT.rpl | CT.trk, CT.inv | CT.trk];

const STATE_BITS: readonly number[] = [CT.new, CT.est, CT.rel, CT.rpl, CT.inv, CT.trk];

function trackedPackets(diagram: Diagram): Node {
  return diagram.unionAll(
    STATES.map(state =>
      STATE_BITS.reduce(
        (packets, mask) => withBit(diagram, packets, stateBit(mask), (state & mask) !== 0),
        EVERY as Node,
      ),
    ),
  );
}

const stateBit = (mask: number): Bit => bitsOf(LAYOUT.ct_state, 31 - Math.clz32(mask), 1)[0]!;
