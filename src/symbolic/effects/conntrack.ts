/**
 * Connection tracking, NAT and load balancing (as `trace/actions/execute-conntrack.ts`, for many packets). All lookups return
 * the state of the scenario.
 */

import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionBackend, ActionOf, NatKind } from '../../sema/actions/kit/action.ts';
import { CONNTRACK_FIELDS } from '../../trace/actions/pipeline-entry.ts';
import { CT } from '../../trace/state/conntrack-states.ts';
import { EMPTY, EVERY } from '../diagram/diagram.ts';
import { assume, type Branch, copyOf, divide, type FlowRun, fieldBits, layoutBits, testsOfPacket } from './branch.ts';

/** The packet goes on in the next table; the original goes on with the next action. */
function toNextTable(branch: Branch, { place, enter }: FlowRun): void {
  enter({ ...place, table: place.table + 1 }, branch, false);
}

function addState({ packet }: Branch, bits: number): void {
  for (const [index, bit] of layoutBits('ct_state').entries()) if ((bits >>> index) & 1) packet.write(bit, EVERY);
}

export function ctNext(_: unknown, branch: Branch, run: FlowRun): void {
  const copy = copyOf(branch);
  copy.packet.writeConstant(layoutBits('ct_state'), BigInt(run.conntrack));
  for (const kept of keepTuple(copy, branch, run)) toNextTable(kept, run);
}

/** Later releases store the protocol, addresses and ports that the packet has when conntrack gets it. */
function keepTuple(copy: Branch, { packet }: Branch, run: FlowRun): readonly Branch[] {
  if (!TRACES_ORIGINAL_TUPLE(run.release)) return [copy];
  const keep = (
    each: Branch | undefined,
    ...pairs: readonly (readonly [FieldName, FieldName])[]
  ): readonly Branch[] => {
    if (!each) return [];
    for (const [to, from] of pairs) each.packet.writeAll(layoutBits(to), packet.readAll(layoutBits(from)));
    return [each];
  };
  const { four, six, other } = families(copy, run);
  return [
    ...keep(four, ...PORTS, ['ct_nw_src', 'nw_src'], ['ct_nw_dst', 'nw_dst']),
    ...keep(six, ...PORTS, ['ct_ipv6_src', 'ipv6_src'], ['ct_ipv6_dst', 'ipv6_dst']),
    ...keep(other, ...PORTS),
  ];
}

const PORTS = [
  ['ct_nw_proto', 'nw_proto'],
  ['ct_tp_src', 'tp_src'],
  ['ct_tp_dst', 'tp_dst'],
] as const;

export function families(branch: Branch, run: FlowRun) {
  const { is } = testsOfPacket(branch.packet, run.diagram);
  const { yes: four, no } = divide(branch, is('dl_type', ETHER_TYPES.ip), run);
  const { yes: six, no: other } = no ? divide(no, is('dl_type', ETHER_TYPES.ipv6), run) : {};
  return { four, six, other };
}

/** Gets a state from conntrack, unless the packet has one already. */
function track(branch: Branch, run: FlowRun): readonly Branch[] {
  const bit = branch.packet.read(layoutBits('ct_state')[Math.log2(CT.trk)]!);
  const { yes, no } = divide(branch, bit, run);
  if (no) addState(no, run.conntrack);
  return [yes, no].flatMap(each => each ?? []);
}

export function nat(action: ActionOf<NatKind>, branch: Branch, run: FlowRun): void {
  const { address, kind } = action;
  const isDestination = kind === 'ct_dnat' || kind === 'ct_dnat_in_czone';
  if (!address) assume('SNAT_RETURN_NOT_TRACKED', branch, run);
  if (!isDestination && run.place.datapath.hasL3Gateway && !address) {
    noteConnection(branch, run);
    return;
  }
  const copy = copyOf(branch);
  if (address) {
    const family = address.notation === 'ipv4' ? 'nw' : 'ipv6';
    copy.packet.writeConstant(layoutBits(`${family}_${isDestination ? 'dst' : 'src'}`), address.value);
    addState(copy, isDestination ? CT.dnat : CT.snat);
  }
  for (const tracked of track(copy, run)) toNextTable(tracked, run);
}

/** No source has the connections of NAT. A packet that has none needs none. */
function noteConnection(branch: Branch, run: FlowRun): void {
  if ((run.conntrack & (CT.est | CT.rel)) === 0) return;
  const { datapath } = run.place;
  const key = branch.packet.known.word(INPORT_WORD);
  const port = key === undefined ? undefined : datapath.portsByKey.get(key)?.row;
  run.end({ kind: 'unknown', gap: { code: 'nat-connection', datapath: datapath.row, port } }, branch);
}

const INPORT_WORD = 14;

export function commit(_: unknown, branch: Branch, run: FlowRun): void {
  for (const tracked of track(copyOf(branch), run)) {
    for (const kept of keepTuple(tracked, branch, run)) toNextTable(kept, run);
  }
}

/** To each backend of the packet's family, because any can be chosen. */
export function balance(
  { backends }: ActionOf<'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local'>,
  branch: Branch,
  run: FlowRun,
): void {
  const { four, six, other } = families(copyOf(branch), run);
  for (const [ofFamily, notation] of [
    [four, 'ipv4'],
    [six, 'ipv6'],
  ] as const) {
    if (!ofFamily) continue;
    const fitting = backends.filter(({ address }) => address.notation === notation);
    if (fitting.length > 1) assume('LB_ANY_BACKEND', ofFamily, run);
    const copies = fitting.length === 0 ? [ofFamily] : fitting.map(backend => redirected(ofFamily, backend));
    for (const copy of copies) {
      addState(copy, run.conntrack);
      for (const kept of keepTuple(copy, branch, run)) toNextTable(kept, run);
    }
  }
  if (other) for (const kept of keepTuple(other, branch, run)) toNextTable(kept, run);
}

function redirected(branch: Branch, { address, port }: ActionBackend): Branch {
  const copy = copyOf(branch);
  const { packet } = copy;
  const [to, original]: [FieldName, FieldName] =
    address.notation === 'ipv4' ? ['nw_dst', 'ct_nw_dst'] : ['ipv6_dst', 'ct_ipv6_dst'];
  packet.writeAll(layoutBits(original), packet.readAll(layoutBits(to)));
  packet.writeAll(layoutBits('ct_tp_dst'), packet.readAll(layoutBits('tp_dst')));
  packet.writeConstant(layoutBits(to), address.value);
  if (port) packet.writeConstant(layoutBits('tp_dst'), BigInt(port));
  addState(copy, CT.dnat);
  return copy;
}

/** Any member can be chosen. */
export function select({ destination, members }: ActionOf<'select'>, branch: Branch, run: FlowRun): void {
  if (members.length > 1) assume('SELECT_ANY', branch, run);
  for (const { id } of members) {
    const copy = copyOf(branch);
    copy.packet.writeConstant(fieldBits(destination), BigInt(id));
    toNextTable(copy, run);
  }
}

export function ctClear(_: unknown, { packet }: Branch): void {
  for (const field of CONNTRACK_FIELDS) packet.writeAll(layoutBits(field), [EMPTY]);
}
