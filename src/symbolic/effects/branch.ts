/** Packets on their way through the actions of a flow, and where the actions send them. */
import { ones } from '../../base/bits.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { lacksTable } from '../../network/logical-network.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import { LAYOUT } from '../../ovn/fields/layout.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { SbTable } from '../../ovn/schema/sb.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { locate } from '../../sema/symbol.ts';
import type { PacketTests } from '../../trace/actions/packet-tests.ts';
import type { FlowPlace } from '../../trace/choose/flow-lookup.ts';
import type { TracedNetwork } from '../../trace/choose/traced-network.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { FateAssumption } from '../outcomes/assumptions.ts';
import type { Fate } from '../outcomes/outcome.ts';
import type { SymbolicPacket } from '../packets/symbolic-packet.ts';
import { type Bit, bitsOf } from '../packets/variables.ts';

/** Packets that take the same way through the actions. */
export interface Branch {
  readonly packet: SymbolicPacket;
  /** The packets, as they entered the table. */
  readonly packets: Node;
  /** The values of `push`, each with its lowest bit first. */
  readonly stack: (readonly Node[])[];
}

/** The flow whose actions run, and what its actions report. */
export interface FlowRun {
  readonly diagram: Diagram;
  readonly network: TracedNetwork;
  readonly release: Release;
  readonly place: FlowPlace;
  readonly flow: LogicalFlow;
  /** The bits of ct_state that every lookup returns. */
  readonly conntrack: number;
  /** Whether packets to this port are followed. */
  follows(port: { readonly isPatch: boolean; readonly name: string | undefined }): boolean;
  /** The packets of a branch enter another table. */
  enter(place: FlowPlace, branch: Branch, isNewPass: boolean): void;
  /** The packets of a branch have this outcome; or the part of them that is given. */
  end(outcome: Fate, branch: Pick<Branch, 'packets'>): void;
  /** What becomes of the packets is not asked for. */
  skip(branch: Pick<Branch, 'packets'>): void;
}

/** The bits of a field, the lowest first. A port has 32 bits. */
export function fieldBits({ symbol, low, width }: BoundField): readonly Bit[] {
  const { location, low: lowest } = locate(symbol, low);
  return bitsOf(location, lowest, width || 32);
}

export const layoutBits = (field: FieldName): readonly Bit[] => bitsOf(LAYOUT[field]);

export const copyOf = ({ packet, packets, stack }: Branch, within = packets): Branch => ({
  packet: packet.clone(),
  packets: within,
  stack: [...stack],
});

/** The branch where `condition` holds, and the one where it does not; without those that no packet takes. */
export function divide(
  branch: Branch,
  condition: Node,
  { diagram }: Pick<FlowRun, 'diagram'>,
): { readonly yes?: Branch; readonly no?: Branch } {
  const yes = diagram.guard(condition, branch.packets);
  const no = diagram.without(condition, branch.packets);
  if (yes === EMPTY) return { no: branch };
  if (no === EMPTY) return { yes: branch };
  return { yes: copyOf(branch, yes), no: copyOf(branch, no) };
}

/** Changes the packets that fulfil a condition; the others stay as they are. */
export function changeWhere(
  branch: Branch,
  condition: Node,
  run: FlowRun,
  change: (branch: Branch) => void,
): readonly Branch[] {
  const { yes, no } = divide(branch, condition, run);
  if (yes) change(yes);
  return [yes, no].flatMap(each => each ?? []);
}

/** Writes 1 to the field where `condition` holds, and 0 elsewhere. */
export function writeResult(branch: Branch, field: BoundField, condition: Node, run: FlowRun): readonly Branch[] {
  const bits = fieldBits(field);
  const { yes, no } = divide(branch, condition, run);
  yes?.packet.writeConstant(bits, 1n & ones(bits.length));
  no?.packet.writeConstant(bits, 0n);
  return [yes, no].flatMap(each => each ?? []);
}

export const assume = (code: FateAssumption, branch: Pick<Branch, 'packets'>, run: FlowRun): void =>
  run.end({ kind: 'assumes', code }, branch);

/** Notes a gap that exists because the source lacks rows of `table`. */
export function noteLack(table: SbTable, gap: Gap, branch: Pick<Branch, 'packets'>, run: FlowRun): void {
  if (lacksTable(run.network.network, table)) run.end({ kind: 'unknown', gap }, branch);
}

/** Questions about packets as they are now. */
export const testsOfPacket = (packet: SymbolicPacket, diagram: Diagram): PacketTests<Node> => ({
  is: (field, ...values) =>
    diagram.unionAll(values.map(value => packet.equals(layoutBits(field), BigInt(value), EVERY))),
  endsAbove: (field, low, value) => packet.equals(layoutBits(field).slice(low), BigInt(value), EVERY),
  all: (...tests) => tests.reduce((all, test) => diagram.guard(test, all), EVERY),
  any: (...tests) => diagram.unionAll(tests),
  not: test => diagram.not(test),
});
