/** Actions that change fields (as `trace/actions/execute-fields.ts`, for many packets). */
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { isWritable } from '../../trace/actions/writable.ts';
import { EMPTY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import { type Branch, changeWhere, type FlowRun, fieldBits, layoutBits, testsOfPacket } from './branch.ts';

export function loadField({ field, value }: ActionOf<'load'>, branch: Branch, run: FlowRun): readonly Branch[] {
  if (field.symbol.isOvnField) return [branch];
  if (typeof value === 'string') {
    branch.packet.writeConstant(fieldBits(field), BigInt(run.place.datapath.portKeys(value) ?? 0));
    return [branch];
  }
  return changeWhere(branch, isPresent(field, branch, run), run, ({ packet }) =>
    packet.writeConstant(fieldBits(field), value.value, value.mask),
  );
}

const isPresent = ({ symbol }: BoundField, branch: Branch, { diagram }: FlowRun): Node =>
  isWritable(symbol.name, testsOfPacket(branch.packet, diagram));

export const moveField = ({ left, right }: ActionOf<'move'>, branch: Branch, run: FlowRun): readonly Branch[] =>
  moveAll([[left, right]], branch, run);

export const exchangeFields = (
  { left, right }: ActionOf<'exchange'>,
  branch: Branch,
  run: FlowRun,
): readonly Branch[] =>
  moveAll(
    [
      [left, right],
      [right, left],
    ],
    branch,
    run,
  );

/** All at once: each field is read before the first is written. */
function moveAll(moves: readonly (readonly [BoundField, BoundField])[], branch: Branch, run: FlowRun) {
  const fields = moves.flat();
  const present = fields.reduce<Node>(
    (all, field) => run.diagram.guard(all, isPresent(field, branch, run)),
    branch.packets,
  );
  return changeWhere(branch, present, run, ({ packet }) => {
    const values = moves.map(([, from]) => packet.readAll(fieldBits(from)));
    for (const [index, [to]] of moves.entries()) packet.writeAll(fieldBits(to), values[index]!);
  });
}

export function pushField({ fields: [field] }: ActionOf<'push'>, { packet, stack }: Branch): void {
  stack.push(packet.readAll(fieldBits(field!)));
}

export function popField({ fields: [field] }: ActionOf<'pop'>, { packet, stack }: Branch): void {
  const value = stack.pop();
  if (value) packet.writeAll(fieldBits(field!), value);
}

/** A packet without a TTL, or with 0, stays as it is. */
export function decrementTtl(_: unknown, branch: Branch, run: FlowRun): readonly Branch[] {
  const { all, is, not } = testsOfPacket(branch.packet, run.diagram);
  const bits = layoutBits('nw_ttl');
  return changeWhere(branch, all(is('dl_type', 0x800, 0x86dd), not(is('nw_ttl', 0))), run, ({ packet }) => {
    const { diagram } = run;
    let areAllClear = diagram.not(EMPTY);
    const decremented = packet.readAll(bits).map(bit => {
      const value = diagram.choose(areAllClear, diagram.not(bit), bit);
      areAllClear = diagram.without(bit, areAllClear);
      return value;
    });
    packet.writeAll(bits, decremented);
  });
}
