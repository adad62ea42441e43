/** The Ethernet header of a frame, with its VLAN tags. */
import { concatBytes, readUint, readUint16, uint16Bytes, uintBytes } from '../base/bytes/bytes.ts';
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';

export interface EthernetHeader {
  readonly eth: { readonly src: number; readonly dst: number };
  /** The outermost tag first. */
  readonly vlans: readonly Vlan[];
}

export interface Vlan {
  /** `ETHER_TYPES.vlan` or `ETHER_TYPES.serviceVlan`. */
  readonly type: number;
  /** Priority, drop eligible indicator and VLAN ID, 16 bits. */
  readonly tci: number;
}

export interface Ethernet extends EthernetHeader {
  /** The EtherType after all VLAN tags. */
  readonly type: number;
  readonly payload: Uint8Array;
}

const VLAN_TYPES: readonly number[] = [ETHER_TYPES.vlan, ETHER_TYPES.serviceVlan];

/** The Ethernet header of any frame. */
export function decodeEthernet(bytes: Uint8Array): Ethernet | 'ethernet-cut-short' {
  const vlans: Vlan[] = [];
  for (let at = 12; at + 2 <= bytes.length; at += 4) {
    const type = readUint16(bytes, at);
    if (!VLAN_TYPES.includes(type)) {
      const eth = { dst: readUint(bytes, 0, 6), src: readUint(bytes, 6, 6) };
      return { eth, vlans, type, payload: bytes.subarray(at + 2) };
    }
    if (at + 4 > bytes.length) break;
    vlans.push({ type, tci: readUint16(bytes, at + 2) });
  }
  return 'ethernet-cut-short';
}

export const encodeEthernet = ({ eth, vlans }: EthernetHeader, type: number): Uint8Array =>
  concatBytes([
    uintBytes(eth.dst, 6),
    uintBytes(eth.src, 6),
    ...vlans.flatMap(tag => [uint16Bytes(tag.type), uint16Bytes(tag.tci)]),
    uint16Bytes(type),
  ]);
