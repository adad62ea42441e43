/**
 * Addresses and what takes their place: the same address is always replaced by the same one, and addresses of one network by
 * addresses of one network, byte by byte. What every network has stays: link-local prefixes, multicast, masks, broadcast.
 */
import { parseAddress, printAddress } from '../../base/ip.ts';

const PARTS =
  /(?<![0-9a-f:])(?:[0-9a-f]{2}:){5,}[0-9a-f]{2}(?![0-9a-f:])|(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)|\b0x[0-9a-f]{7,}\b/gi;

const MAC_LENGTH = 17;
/** 0.0.0.0, loopback, link-local, masks, multicast and broadcast. */
const PLAIN_IPV4 = /^(0\.0\.0\.0|127\.|169\.254\.|255\.|22[4-9]\.|23\d\.)/;
const PLAIN_MAC = /^(ff:ff:ff:ff:ff:ff|00:00:00:00:00:00|01:00:5e:)/;

export class MaskedAddresses {
  /** Of each beginning of an address, what takes the place of the next part. */
  private readonly parts = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private readonly macs = new Map<string, string>();
  private readonly seen = new Map<number, string>();

  replace(text: string): string {
    return text.replace(PARTS, part => this.replacePart(part.toLowerCase(), part));
  }

  private replacePart(part: string, written: string): string {
    if (part.startsWith('0x')) return this.hexOf(Number(part));
    if (/^([0-9a-f]{2}:){5,}/.test(part) && !part.includes('::'))
      return part.length === MAC_LENGTH ? this.mac(part) : '…';
    const address = parseAddress(part);
    if (!address) return written;
    return address.family === 4 ? this.ipv4(part) : this.ipv6(address.value);
  }

  /** A register can hold an address. What is not a known one is left out. */
  private hexOf(value: number): string {
    const known = this.seen.get(value);
    return known === undefined ? '0x…' : `0x${numberOf(known).toString(16)}`;
  }

  private ipv4(text: string): string {
    if (PLAIN_IPV4.test(text)) return text;
    const masked = this.next(text.split('.').map(Number), 255, 'ipv4', 10).join('.');
    this.seen.set(numberOf(text), masked);
    return masked;
  }

  /** The multicast address of a node has a part of its address. */
  private ipv6(value: bigint): string {
    const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
    const [first] = groups as [number];
    const isSolicitedNode = groups[6]! >= 0xff00;
    if (first >= 0xff00 && !isSolicitedNode) return printAddress({ family: 6, value });
    const isPlain = value < 2n || first === 0xfe80 || first >= 0xff00;
    const masked = this.next(groups, 0xffff, 'ipv6', isPlain ? first : 0xfd00, isPlain);
    const number = masked.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
    return printAddress({ family: 6, value: number });
  }

  /** 0 and the largest stay, because networks and masks are made of them; others are numbered from 1, the first part from `start`. */
  private next(
    groups: readonly number[],
    most: number,
    family: string,
    start: number,
    keepsFirst = false,
  ): readonly number[] {
    return groups.map((group, index) => {
      if (index === 0 && keepsFirst) return group;
      if (index > 0 && (group === 0 || group === most)) return group;
      const beginning = `${family} ${groups.slice(0, index).join('.')}`;
      const key = `${beginning} ${group}`;
      const known = this.parts.get(key);
      if (known !== undefined) return known;
      const count = (this.counts.get(beginning) ?? (index === 0 ? start - 1 : 0)) + 1;
      this.counts.set(beginning, count);
      this.parts.set(key, count);
      return count;
    });
  }

  /** OVN-Kubernetes makes MACs of addresses. */
  private mac(text: string): string {
    if (PLAIN_MAC.test(text)) return text;
    const [, rest] = /^0a:58:(.*)$/.exec(text) ?? [];
    if (rest !== undefined) {
      const address = rest
        .split(':')
        .map(byte => Number.parseInt(byte, 16))
        .join('.');
      const bytes = this.ipv4(address)
        .split('.')
        .map(byte => Number(byte).toString(16).padStart(2, '0'));
      return `0a:58:${bytes.join(':')}`;
    }
    const number = this.macs.size + 1;
    const masked = `02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 0xff).toString(16).padStart(2, '0')}`;
    this.macs.set(text, this.macs.get(text) ?? masked);
    return this.macs.get(text)!;
  }
}

const numberOf = (dotted: string): number => dotted.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
