/** Matches that packets of a small network satisfy or nearly satisfy: comparisons, ranges, sets, predicates, operators. */
import fc, { type Arbitrary } from 'fast-check';

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts);

const COMPARISONS: readonly (readonly [field: Arbitrary<string>, value: Arbitrary<string>])[] = [
  [
    pick('inport', 'outport'),
    pick('"vm1"', '"vm2"', '"lr0-sw0"', '"nowhere"', '@pg0', '{"vm1", "sw0-lr0"}', '@empty', '"pretty vm"', '""'),
  ],
  [
    pick('eth.src', 'eth.dst', 'arp.sha'),
    pick(
      '0a:58:0a:00:00:05',
      '11373241171973',
      '{0a:58:0a:00:00:06, 0a:58:64:00:00:01}',
      'ff:ff:ff:ff:ff:ff',
      '01:00:00:00:00:00/01:00:00:00:00:00',
    ),
  ],
  [
    pick('ip4.src', 'ip4.dst', 'arp.spa', 'arp.tpa', 'reg0'),
    pick('10.0.0.5', '167772165', '10.0.0.0/24', '{10.0.0.5, 10.1.0.0/16}', '$as0', '10.0.0.0/255.0.255.0', '$empty'),
  ],
  [
    pick('ip6.src', 'ip6.dst', 'nd.target', 'xxreg0'),
    pick('fd00::5', 'fd00:0:0:0:0:0:0:5', 'fd00::/64', '{fd00::5, fe80::/10}', '$as1', 'ff02::1'),
  ],
  [pick('tcp.dst', 'udp.dst', 'tcp.src', 'sctp.dst', 'reg1[0..15]'), pick('80', '{80, 443}', '0x50/0xf0', '{67, 68}')],
  [pick('ip.proto', 'ip.ttl', 'icmp4.type', 'icmp6.type'), pick('6', '{1, 58}', '64', '8', '{135, 136}')],
  [pick('vlan.tci', 'vlan.vid', 'vlan.pcp'), pick('0', '5', '3')],
  [pick('ct_mark', 'pkt.mark', 'flags', 'ct_state'), pick('0', '1', '1/1', '{0x22, 0x21}')],
  [pick('ct_label.label', 'ct_label[0..7]', 'eth.dst[40]', 'ip.frag'), pick('0', '1')],
];

const comparison: Arbitrary<string> = fc.oneof(
  ...COMPARISONS.map(([field, value]) =>
    fc.tuple(field, pick('==', '==', '==', '!='), value).map(parts => parts.join(' ')),
  ),
);

const range: Arbitrary<string> = fc.oneof(
  fc
    .tuple(pick('tcp.dst', 'ip4.src', 'reg1', 'udp.src'), pick('<', '<=', '>', '>='), pick('80', '65535', '0x0a000005'))
    .map(parts => parts.join(' ')),
  pick('1 <= tcp.dst <= 1000', '10.0.0.1 < ip4.src < 10.0.0.200', '80 == tcp.dst', '0 < eth.dst[0..15] <= 5'),
);

const predicate: Arbitrary<string> = pick(
  ...[
    '1',
    '1',
    '0',
    'ip',
    'ip4',
    'ip6',
    'arp',
    'tcp',
    'udp',
    'sctp',
    'icmp',
    'icmp4',
    'icmp6',
    'nd',
    'nd_ns',
    'nd_na',
    'nd_rs',
    'nd_ra',
    'igmp',
  ],
  ...[
    'eth.bcast',
    'eth.mcast',
    'ip4.mcast',
    'ip6.mcast',
    'ip6.mcast_flood',
    'mldv2',
    'vlan.present',
    'ip.is_frag',
    'ip.later_frag',
    'rarp',
  ],
  ...[
    'ct.new',
    'ct.est',
    'ct.trk',
    '!ct.rpl',
    'ct.dnat',
    'ct.inv',
    'ct_mark.natted',
    'flags.loopback',
    'reg0[0]',
    'ip4.src[3]',
    'nd_ns_mcast',
  ],
  ...[
    'is_chassis_resident("vm1")',
    '!is_chassis_resident("nowhere")',
    'is_chassis_resident("cr-lr0")',
    'nonsense',
    'ip4.src == fd00::5',
  ],
);

const term = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: predicate },
  { weight: 5, arbitrary: comparison },
  { weight: 1, arbitrary: range },
);

const chain = (operand: Arbitrary<string>): Arbitrary<string> =>
  fc
    .tuple(pick(' && ', ' && ', ' || '), fc.array(operand, { minLength: 1, maxLength: 3 }))
    .map(([operator, operands]) => operands.join(operator));

const group: Arbitrary<string> = fc.tuple(pick('', '!'), chain(term)).map(([not, inner]) => `${not}(${inner})`);

export const anyMatch: Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: pick('1') },
  { weight: 5, arbitrary: term },
  { weight: 4, arbitrary: chain(fc.oneof({ weight: 4, arbitrary: term }, { weight: 1, arbitrary: group })) },
);
