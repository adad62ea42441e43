/**
 * Connection tracking, NAT and load balancing. The packet that comes back from conntrack is a copy that goes on in the
 * next table; the original goes on with the next action (OVN 25.03, utilities/ovn-trace.c, execute_ct_next() and others).
 */
import type { HostPort } from '../../base/address-forms/host-port.ts';
import { printInteger } from '../../lang/constant.ts';
import { formatCtState } from '../../ovn/fields/format-value.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionBackend, ActionOf, NatKind } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import { CT } from '../state/conntrack-states.ts';
import { type Execution, nextTable, note, type Station, transform, writeField } from '../state/execution-state.ts';

const addState = (packet: Packet, bits: number): void => packet.set('ct_state', packet.get('ct_state') | bits);

export function* executeCtNext(_: ActionOf<'ct_next'>, station: Station): Execution {
  const { bits, remark } = station.choices.conntrack.next();
  const nodes = transform(station, `ct_next(ct_state=${formatCtState(bits)}${remark})`);
  const packet = station.packet.clone();
  packet.set('ct_state', bits);
  keepTuple(packet, station);
  yield nextTable(station, packet, nodes);
}

/** Later releases write down where the packet was going when conntrack got it. */
function keepTuple(packet: Packet, { network, packet: original }: Station): void {
  if (!TRACES_ORIGINAL_TUPLE(network.release)) return;
  const family = familyOf(original);
  if (family === 4) packet.set('ct_nw_dst', original.get('nw_dst'));
  if (family === 6) packet.setBig('ct_ipv6_dst', original.getBig('ipv6_dst'));
  packet.set('ct_tp_dst', original.get('tp_dst'));
}

/** Asks conntrack unless it has been asked already; says how the answer came about. */
function track(packet: Packet, station: Station): string {
  if (packet.get('ct_state') & CT.trk) return '';
  const { bits, remark } = station.choices.conntrack.next();
  addState(packet, bits);
  return remark;
}

export function* executeNat(action: ActionOf<NatKind>, station: Station): Execution {
  const { kind, address } = action;
  const isDestination = kind.startsWith('ct_dnat');
  if (!isDestination && station.datapath.hasL3Gateway && !address) return;
  const packet = station.packet.clone();
  const change = address ? translate(packet, address, isDestination) : noChange(isDestination);
  const name = `ct_${isDestination ? 'd' : 's'}nat${kind.endsWith('_in_czone') ? 'in_czone' : ''}`;
  const nodes = transform(station, `${name}${change}${track(packet, station)}`);
  keepTuple(packet, station);
  yield nextTable(station, packet, nodes);
}

const noChange = (isDestination: boolean): string =>
  ` /* assuming no un-${isDestination ? 'd' : 's'}nat entry, so no change */`;

function translate(packet: Packet, address: NonNullable<ActionOf<NatKind>['address']>, isDestination: boolean): string {
  const direction = isDestination ? 'dst' : 'src';
  const isIPv4 = address.notation === 'ipv4';
  const field: FieldName = isIPv4 ? `nw_${direction}` : `ipv6_${direction}`;
  packet.setBig(field, address.value);
  addState(packet, isDestination ? CT.dnat : CT.snat);
  return `(${isIPv4 ? 'ip4' : 'ip6'}.${direction}=${printInteger(address)})`;
}

export function* executeCtCommitNat(_: ActionOf<'ct_commit_nat'>, station: Station): Execution {
  yield* commit('ct_commit_nat /* assuming no un-nat entry, so no change */', station);
}

export function* executeCtCommitToZone({ zone }: ActionOf<'ct_commit_to_zone'>, station: Station): Execution {
  yield* commit(`ct_commit_to_zone(${zone})`, station);
}

function* commit(text: string, station: Station): Execution {
  const packet = station.packet.clone();
  const nodes = transform(station, text + track(packet, station));
  keepTuple(packet, station);
  yield nextTable(station, packet, nodes);
}

export function* executeCtLb(
  action: ActionOf<'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local'>,
  station: Station,
): Execution {
  const packet = station.packet.clone();
  const family = familyOf(packet);
  const remark = family ? balance(action.backends, family, packet, station) : '';
  const nodes = transform(station, action.kind + remark);
  keepTuple(packet, station);
  yield nextTable(station, packet, nodes);
}

export function familyOf(packet: Packet): 4 | 6 | undefined {
  const type = packet.get('dl_type');
  return type === 0x800 ? 4 : type === 0x86dd ? 6 : undefined;
}

function balance(backends: readonly ActionBackend[], family: 4 | 6, packet: Packet, station: Station): string {
  const target = chooseTarget(backends, family, station);
  if (target) redirect(packet, target);
  else if (backends.length > 0) note(station, 'error', '*** no load balancing destination (use --lb-dst)');
  const { bits, remark } = station.choices.conntrack.next();
  addState(packet, bits);
  return remark;
}

/** The backend that the user chose, or else the first; without backends, the user's choice as it is. */
function chooseTarget(backends: readonly ActionBackend[], family: 4 | 6, { choices }: Station): HostPort | undefined {
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

export function* executeSelect({ destination, members }: ActionOf<'select'>, station: Station): Execution {
  const { selectId } = station.choices;
  const chosen = members.find(({ id }) => id === selectId);
  const { id } = chosen ?? members[0]!;
  const remark = chosen ? '' : ' /* Randomly selected. Use --select-id to specify. */';
  const packet = station.packet.clone();
  writeField({ packet }, destination, BigInt(id));
  yield nextTable(station, packet, transform(station, `select: ${printBoundField(destination)} = ${id}${remark}`));
}

export function executeCtClear(_: unknown, { packet }: Station): void {
  for (const field of ['ct_state', 'ct_mark', 'ct_label', 'ct_nw_dst', 'ct_ipv6_dst', 'ct_tp_dst'] as const) {
    packet.setBig(field, 0n);
  }
}
