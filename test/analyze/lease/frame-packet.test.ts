/** A frame is traced as the packet that a microflow for ovn-trace would describe. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packetOf } from '../../../src/analyze/lease/frame-packet.ts';
import { printAddress } from '../../../src/base/ip.ts';
import { printMac } from '../../../src/base/mac.ts';
import { clientFrame } from '../../../src/dhcp/messages/client.ts';
import { clientFrame6, routerSolicitation } from '../../../src/dhcp/messages/client6.ts';
import { NEWEST_KNOWN_RELEASE } from '../../../src/ovn/release/release.ts';
import { parseMicroflow } from '../../../src/sema/match/microflow.ts';

const NAMES = { release: NEWEST_KNOWN_RELEASE, addressSet: () => undefined, portGroup: () => undefined };

function described(terms: readonly string[]): Int32Array {
  const parsed = parseMicroflow(terms.join(' && '), NAMES, () => undefined);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.value.words;
}

const bits = (width: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
const number = (width: number) => bits(width).map(Number);

const eth = fc.record({ src: number(48), dst: number(48) });
const vlans = fc.array(fc.record({ type: fc.constant(0x8100), tci: number(16) }), { maxLength: 2 });
const linkTerms = (src: number, dst: number, tags: readonly { readonly tci: number }[]) => [
  `eth.src == ${printMac(src)}`,
  `eth.dst == ${printMac(dst)}`,
  ...tags.slice(0, 1).map(({ tci }) => `vlan.tci == ${tci | 0x1000}`),
];

const udp = fc.record({ src: number(16), dst: number(16) });
const portTerms = (src: number, dst: number) => [`udp.src == ${src}`, `udp.dst == ${dst}`];

test('DHCP', () => {
  const base = clientFrame({ mac: 1, xid: 1 }, { kind: 'discover' });
  const header = fc.record({ src: number(32), dst: number(32), ttl: number(8) });
  fc.assert(
    fc.property(eth, vlans, header, udp, (link, tags, ip, ports) => {
      const frame = { ...base, eth: link, vlans: tags, ip4: { ...base.ip4, ...ip }, udp: { ...base.udp, ...ports } };
      const print = (value: number) => printAddress({ family: 4, value: BigInt(value) });
      const addresses = [`ip4.src == ${print(ip.src)}`, `ip4.dst == ${print(ip.dst)}`, `ip.ttl == ${ip.ttl}`];
      const terms = [...linkTerms(link.src, link.dst, tags), ...addresses, ...portTerms(ports.src, ports.dst)];
      expect(packetOf(frame).words).toEqual(described(terms));
    }),
  );
});

const header6 = fc.record({ src: bits(128), dst: bits(128), hopLimit: number(8) });
const addressTerms6 = ({ src, dst, hopLimit }: { src: bigint; dst: bigint; hopLimit: number }) => [
  `ip6.src == ${printAddress({ family: 6, value: src })}`,
  `ip6.dst == ${printAddress({ family: 6, value: dst })}`,
  `ip.ttl == ${hopLimit}`,
];

test('DHCPv6', () => {
  const base = clientFrame6({ mac: 1, xid: 1 }, 'SOLICIT');
  fc.assert(
    fc.property(eth, vlans, header6, udp, (link, tags, ip, ports) => {
      const transport = { protocol: 'udp' as const, ...ports };
      const frame = { ...base, eth: link, vlans: tags, ip6: { ...base.ip6, ...ip }, transport };
      const terms = [...linkTerms(link.src, link.dst, tags), ...addressTerms6(ip), ...portTerms(ports.src, ports.dst)];
      expect(packetOf(frame).words).toEqual(described(terms));
    }),
  );
});

test('router discovery', () => {
  const base = routerSolicitation(1);
  const icmp = fc.record({ type: number(8), code: number(8) });
  fc.assert(
    fc.property(eth, vlans, header6, icmp, (link, tags, ip, kind) => {
      const transport = { protocol: 'icmp6' as const, ...kind };
      const frame = { ...base, eth: link, vlans: tags, ip6: { ...base.ip6, ...ip }, transport };
      const terms = [`icmp6.type == ${kind.type}`, `icmp6.code == ${kind.code}`];
      const all = [...linkTerms(link.src, link.dst, tags), ...addressTerms6(ip), ...terms];
      expect(packetOf(frame).words).toEqual(described(all));
    }),
  );
});
