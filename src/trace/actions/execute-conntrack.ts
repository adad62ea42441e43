/**
 * Connection tracking, NAT and load balancing. The packet that comes back from conntrack is a copy that goes on in the
 * next table; the original goes on with the next action (OVN 25.03, utilities/ovn-trace.c, execute_ct_next() and others).
 */
import type { HostPort } from '../../base/address-forms/host-port.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import type { Integer } from '../../lang/constant.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionBackend, ActionOf, NatKind } from '../../sema/actions/kit/action.ts';
import { CT, type CtState } from '../state/conntrack-states.ts';
import { type Execution, type ExecutionState, nextTable, record } from '../state/execution-state.ts';
import { writeField } from '../state/packet-fields.ts';
import { clearConntrack } from './pipeline-entry.ts';

const addState = (packet: Packet, bits: number): void => packet.set('ct_state', packet.get('ct_state') | bits);

export function* executeCtNext(_: ActionOf<'ct_next'>, state: ExecutionState): Execution {
  const answer = state.choices.conntrack.next();
  const nodes = record(state, { kind: 'conntrack', state: answer });
  const packet = state.packet.clone();
  packet.set('ct_state', answer.bits);
  state.choices.conntrack.see(answer.bits);
  keepTuple(packet, state);
  yield nextTable(state, packet, nodes);
}

/** Later releases store the protocol, addresses and ports that the packet has when conntrack gets it. */
function keepTuple(packet: Packet, { network, packet: original }: ExecutionState): void {
  if (!TRACES_ORIGINAL_TUPLE(network.release)) return;
  packet.set('ct_nw_proto', original.get('nw_proto'));
  for (const [to, from] of TUPLE[familyOf(original) ?? 'other']) packet.setBig(to, original.getBig(from));
}

const PORTS = [
  ['ct_tp_src', 'tp_src'],
  ['ct_tp_dst', 'tp_dst'],
] as const;
/** The fields of the original tuple, each with the field that it gets its value from. */
const TUPLE: Readonly<Record<4 | 6 | 'other', readonly (readonly [FieldName, FieldName])[]>> = {
  4: [['ct_nw_src', 'nw_src'], ['ct_nw_dst', 'nw_dst'], ...PORTS],
  6: [['ct_ipv6_src', 'ipv6_src'], ['ct_ipv6_dst', 'ipv6_dst'], ...PORTS],
  other: PORTS,
};

/** Gets a state from conntrack, unless the packet has one already. */
function track(packet: Packet, execution: ExecutionState): { readonly state?: CtState } {
  return packet.get('ct_state') & CT.trk ? {} : { state: ask(packet, execution) };
}

function ask(packet: Packet, { choices }: ExecutionState): CtState {
  const state = choices.conntrack.next();
  addState(packet, state.bits);
  choices.conntrack.see(packet.get('ct_state'));
  return state;
}

export function* executeNat(action: ActionOf<NatKind>, state: ExecutionState): Execution {
  const { address } = action;
  const isDestination = isDestinationNat(action);
  if (!isDestination && state.datapath.hasL3Gateway && !address) return noteConnection(state);
  const packet = state.packet.clone();
  if (address) translate(packet, address, isDestination);
  const nodes = record(state, { kind: 'nat', action, ...track(packet, state) });
  keepTuple(packet, state);
  yield nextTable(state, packet, nodes);
}

function noteConnection({ datapath, packet, gaps }: ExecutionState): void {
  const port = datapath.portsByKey.get(packet.get('reg14'))?.row;
  gaps.add({ code: 'nat-connection', datapath: datapath.row, port });
}

const isDestinationNat = ({ kind }: ActionOf<NatKind>): boolean => kind === 'ct_dnat' || kind === 'ct_dnat_in_czone';

function translate(packet: Packet, { notation, value }: Integer, isDestination: boolean): void {
  const direction = isDestination ? 'dst' : 'src';
  packet.setBig(notation === 'ipv4' ? `nw_${direction}` : `ipv6_${direction}`, value);
  addState(packet, isDestination ? CT.dnat : CT.snat);
}

export function* executeCommit(
  action: ActionOf<'ct_commit_nat' | 'ct_commit_to_zone'>,
  state: ExecutionState,
): Execution {
  const packet = state.packet.clone();
  const nodes = record(state, { kind: 'ct-commit', action, ...track(packet, state) });
  keepTuple(packet, state);
  yield nextTable(state, packet, nodes);
}

export function* executeCtLb(
  action: ActionOf<'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local'>,
  state: ExecutionState,
): Execution {
  const packet = state.packet.clone();
  const family = familyOf(packet);
  const nodes = record(state, {
    kind: 'load-balance',
    action,
    ...(family && balance(action.backends, family, packet, state)),
  });
  keepTuple(packet, state);
  yield nextTable(state, packet, nodes);
}

export function familyOf(packet: Packet): 4 | 6 | undefined {
  const type = packet.get('dl_type');
  return type === ETHER_TYPES.ip ? 4 : type === ETHER_TYPES.ipv6 ? 6 : undefined;
}

function balance(backends: readonly ActionBackend[], family: 4 | 6, packet: Packet, state: ExecutionState) {
  const target = chooseTarget(backends, family, state);
  if (target) redirect(packet, target);
  else if (backends.length > 0) record(state, { kind: 'error', code: 'no-backend-chosen' });
  return { ...(target && { target }), state: ask(packet, state) };
}

/** The user's choice if it is a backend, else the first backend; if there are no backends, the user's choice. */
function chooseTarget(
  backends: readonly ActionBackend[],
  family: 4 | 6,
  { choices }: ExecutionState,
): HostPort | undefined {
  const { lbDst } = choices;
  const wanted = lbDst?.address.family === family ? lbDst : undefined;
  if (backends.length === 0) return wanted;
  const fitting = backends
    .filter(({ address }) => address.notation === `ipv${family}`)
    .map(({ address, port }) => ({ address: { family, value: address.value }, port }));
  const chosen = wanted && fitting.find(({ address }) => address.value === wanted.address.value);
  if (chosen) delete choices.lbDst;
  return chosen ?? fitting[0];
}

function redirect(packet: Packet, { address, port }: HostPort): void {
  const field: FieldName = address.family === 4 ? 'nw_dst' : 'ipv6_dst';
  packet.setBig(address.family === 4 ? 'ct_nw_dst' : 'ct_ipv6_dst', packet.getBig(field));
  packet.set('ct_tp_dst', packet.get('tp_dst'));
  packet.setBig(field, address.value);
  if (port) packet.set('tp_dst', port);
  addState(packet, CT.dnat);
}

export function* executeSelect({ destination, members }: ActionOf<'select'>, state: ExecutionState): Execution {
  const chosen = members.find(({ id }) => id === state.choices.selectId);
  const { id } = chosen ?? members[0]!;
  const packet = state.packet.clone();
  writeField({ packet }, destination, BigInt(id));
  const nodes = record(state, { kind: 'select', destination, member: id, isDefault: !chosen });
  yield nextTable(state, packet, nodes);
}

export function executeCtClear(_: unknown, { packet }: ExecutionState): void {
  clearConntrack(packet);
}
