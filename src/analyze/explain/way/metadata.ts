/** What OVN knows of a packet beside its headers. A packet that comes to a port or through a tunnel has none of it. */
import { isRegister, register } from '../../../ovn/fields/layout.ts';
import type { Packet } from '../../../ovn/fields/packet.ts';

/** A copy of the packet without registers and without what connection tracking wrote. */
export function withoutMetadata(original: Packet): Packet {
  const packet = original.clone();
  for (let index = 0; isRegister(register(index)); index++) packet.words[index] = 0;
  for (const field of ['ct_state', 'ct_mark', 'ct_label'] as const) packet.setBig(field, 0n);
  return packet;
}
