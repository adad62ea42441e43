/** Actions that change fields of the packet (OVN 25.03, utilities/ovn-trace.c, execute_load() and the functions after it). */
import { once } from '../../base/remember.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { type ExecutionState, record } from '../state/execution-state.ts';
import type { NewValue } from '../state/modify-node.ts';
import { changeField, readField, recordChange, wholeField, writeField } from '../state/packet-fields.ts';
import { familyOf } from './execute-conntrack.ts';
import { testsOf } from './packet-tests.ts';
import { isWritable } from './writable.ts';

export function executeLoad({ field, value }: ActionOf<'load'>, state: ExecutionState): void {
  const to: NewValue = { from: 'constant', constant: value };
  if (field.symbol.isOvnField) record(state, { kind: 'modify', field, to });
  else changeField(state, field, to, () => load(field, value, state));
}

function load(field: BoundField, value: ActionOf<'load'>['value'], state: ExecutionState): void {
  if (typeof value === 'string') writeField(state, field, BigInt(state.datapath.portKeys(value) ?? 0));
  else if (isWritable(field.symbol.name, testsOf(state.packet))) writeField(state, field, value.value, value.mask);
}

export function executeMove({ left, right }: ActionOf<'move'>, state: ExecutionState): void {
  move([{ to: left, from: right }], state);
}

export function executeExchange({ left, right }: ActionOf<'exchange'>, state: ExecutionState): void {
  const moves = [
    { to: left, from: right },
    { to: right, from: left },
  ];
  move(moves, state);
}

interface Move {
  readonly to: BoundField;
  readonly from: BoundField;
}

/** All at once: each field is read before the first is written. */
function move(moves: readonly Move[], state: ExecutionState): void {
  const areWritable = moves.every(({ to, from }) => [to, from].every(each => isPresent(each, state)));
  for (const [{ to, from }, value] of moves.map(each => [each, readField(state, each.from)] as const)) {
    changeField(state, to, { from: 'field', field: from, value }, () => {
      if (areWritable) writeField(state, to, value);
    });
  }
}

const isPresent = ({ symbol }: BoundField, { packet }: ExecutionState): boolean =>
  isWritable(symbol.name, testsOf(packet));

export function executePush({ fields: [field] }: ActionOf<'push'>, state: ExecutionState): void {
  const value = readField(state, field!);
  record(state, { kind: 'push', field: field!, value });
  state.stack.push(value);
}

export function executePop({ fields: [field] }: ActionOf<'pop'>, state: ExecutionState): void {
  const value = state.stack.pop();
  if (value !== undefined) writeField(state, field!, value);
  record(state, { kind: 'pop', field: field!, ...(value !== undefined && { value }) });
}

const TTL = once(() => wholeField('ip.ttl'));

export function executeTtl(_: unknown, state: ExecutionState): void {
  const { packet } = state;
  const isIp = familyOf(packet) !== undefined;
  const ttl = packet.get('nw_ttl');
  if (!isIp) record(state, { kind: 'error', code: 'ttl-of-non-ip' });
  else if (ttl === 0) record(state, { kind: 'error', code: 'ttl-underflow' });
  else recordChange(state, TTL(), { from: 'decrement' }, () => packet.set('nw_ttl', ttl - 1));
}
