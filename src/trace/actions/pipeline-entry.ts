/** Prepares a packet for a pipeline: its ports and registers (OVN 25.03, utilities/ovn-trace.c). */
import { type FieldName, isRegister, register } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { TracedDatapath } from '../choose/traced-datapath.ts';
import type { ExecutionState, Transfer } from '../state/execution-state.ts';
import type { SeenPort } from '../state/seen-port.ts';
import type { TraceNode } from '../state/trace-node.ts';

/** The registers that hold the ports (OVN 25.03, include/ovn/logical-fields.h). */
export const INPORT = 'reg14';
export const OUTPORT = 'reg15';
const ALLOW_LOOPBACK = 1;

/** The port in a register. Only the lower 16 bits count, and matches of flows compare all 32. */
export function seenPort({ portsByKey }: TracedDatapath, register: number): SeenPort {
  const key = portKey(register);
  return { key, row: portsByKey.get(key)?.row };
}

export const portKey = (register: number): number => register & 0xffff;

export const allowsLoopback = (packet: Packet): boolean => (packet.get('reg10') & ALLOW_LOOPBACK) !== 0;

/** A copy with all registers cleared, except the inport. */
export function toEgressPacket(original: Packet): Packet {
  const packet = original.clone();
  const inKey = packet.get(INPORT);
  for (let index = 0; isRegister(register(index)); index++) packet.words[index] = 0;
  packet.set(INPORT, inKey);
  return packet;
}

/** A copy as it leaves a patch port: all registers and what conntrack found are cleared. */
export function toPeerPacket(original: Packet): Packet {
  const packet = toEgressPacket(original);
  clearConntrack(packet);
  return packet;
}

/** As `ct_clear` does. */
export function clearConntrack(packet: Packet): void {
  for (const field of CONNTRACK_FIELDS) packet.setBig(field, 0n);
}

/** What conntrack finds. */
export const CONNTRACK_FIELDS = [
  'ct_state',
  'ct_mark',
  'ct_label',
  'ct_nw_proto',
  'ct_nw_src',
  'ct_nw_dst',
  'ct_ipv6_src',
  'ct_ipv6_dst',
  'ct_tp_src',
  'ct_tp_dst',
] as const satisfies readonly FieldName[];

/** To the first table of the egress pipeline. */
export function egress(packet: Packet, outKey: number, nodes: TraceNode[], state: ExecutionState): Transfer {
  packet.set(OUTPORT, outKey);
  return { kind: 'table', to: { ...state, pipeline: 'egress', table: 0, packet, nodes } };
}
