/** The Ethernet header of a frame, with its VLAN tags. */

export interface EthernetHeader {
  readonly eth: { readonly src: number; readonly dst: number };
  /** Outermost first. */
  readonly vlans: readonly Vlan[];
}

export interface Vlan {
  /** 0x8100 or 0x88a8. */
  readonly type: number;
  /** Priority, drop eligibility and VLAN ID, 16 bits. */
  readonly tci: number;
}

export interface Ethernet extends EthernetHeader {
  /** The Ethernet type after all VLAN tags. */
  readonly type: number;
  readonly payload: Buffer;
}

const VLAN_TYPES: readonly number[] = [0x8100, 0x88a8];

/** The Ethernet header of any frame. */
export function decodeEthernet(bytes: Buffer): Ethernet | 'ethernet-cut-short' {
  const vlans: Vlan[] = [];
  for (let at = 12; at + 2 <= bytes.length; at += 4) {
    const type = bytes.readUInt16BE(at);
    if (!VLAN_TYPES.includes(type)) {
      const eth = { dst: bytes.readUIntBE(0, 6), src: bytes.readUIntBE(6, 6) };
      return { eth, vlans, type, payload: bytes.subarray(at + 2) };
    }
    if (at + 4 > bytes.length) break;
    vlans.push({ type, tci: bytes.readUInt16BE(at + 2) });
  }
  return 'ethernet-cut-short';
}

export function encodeEthernet({ eth, vlans }: EthernetHeader, type: number): Buffer {
  const header = Buffer.alloc(14 + 4 * vlans.length);
  header.writeUIntBE(eth.dst, 0, 6);
  header.writeUIntBE(eth.src, 6, 6);
  for (const [index, tag] of vlans.entries()) header.writeUInt32BE(tag.type * 0x10000 + tag.tci, 12 + 4 * index);
  header.writeUInt16BE(type, header.length - 2);
  return header;
}
