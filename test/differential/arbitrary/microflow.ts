/**
 * Microflows that pass many tables of a network. Most come from a port, with its addresses, and go to an address that
 * exists. A microflow is drawn before the network is known, as a function of the network's endpoints.
 */
import fc, { type Arbitrary } from 'fast-check';
import type { Addresses, Endpoint, Endpoints } from './endpoints.ts';
import { mostly, sometimes } from './values.ts';

/** A packet that `own` sends, to `peer` if it has a receiver, in the network of `all`. */
interface Sender {
  readonly own: Endpoint;
  readonly peer: Endpoint;
  readonly all: Addresses;
}

type Value = (sender: Sender) => string;
type Terms = (sender: Sender) => readonly string[];

export type Microflow = (endpoints: Endpoints) => { readonly datapath: string; readonly text: string };

const NOBODY: Endpoint = { port: 'nowhere', datapath: 'nowhere', macs: [], ip4s: [], ip6s: [] };
const STRANGERS: Addresses = {
  macs: ['0a:58:ff:00:00:01', '00:00:00:00:00:00'],
  ip4s: ['192.0.2.7', '0.0.0.0'],
  ip6s: ['2001:db8::7', '::'],
};

const place = fc.nat({ max: 1000 });
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];

type Choice = (sender: Sender, kind: keyof Addresses) => readonly string[];

/** An address from one of `choices`, which have weights; an unknown address if there is none. */
const address = (kind: keyof Addresses, ...choices: readonly (readonly [number, Choice])[]): Arbitrary<Value> => {
  const weighted = choices.map(([weight, choice]) => ({ weight, arbitrary: fc.constant(choice) }));
  return fc.tuple(fc.oneof(...weighted), place).map(
    ([choice, index]) =>
      sender =>
        at(choice(sender, kind), index) ?? at(STRANGERS[kind], index)!,
  );
};

const OWN: Choice = ({ own }, kind) => own[kind];
const PEER: Choice = ({ peer }, kind) => peer[kind];
const ANY: Choice = ({ all }, kind) => all[kind];
const STRANGER: Choice = (_, kind) => STRANGERS[kind];

const source = (kind: keyof Addresses) => address(kind, [16, OWN], [2, ANY], [1, STRANGER]);
const target = (kind: keyof Addresses, anyWeight: number, ...special: readonly string[]) =>
  address(kind, [8, PEER], [anyWeight, ANY], [3, () => special], [1, STRANGER]);

const BROADCAST = 'ff:ff:ff:ff:ff:ff';
const ethernetSource = source('macs');
const ethernetTarget = target(
  'macs',
  8,
  BROADCAST,
  '01:00:5e:00:00:fb',
  '33:33:00:00:00:02',
  '33:33:ff:00:00:05',
  '33:33:00:01:00:02',
);
const ip4Source = source('ip4s');
const ip4Target = target('ip4s', 4, '255.255.255.255', '224.0.0.251', '239.1.2.3', '169.254.1.1', '10.0.0.255');
const ip6Source = source('ip6s');
const ip6Target = target(
  'ip6s',
  4,
  'ff02::1',
  'ff02::2',
  'ff02::16',
  'ff02::1:ff00:5',
  'ff05::1:3',
  'fe80::1',
  'ff0e::7',
);

/** Terms without their values: `equal('ip4.src')` and a value make `ip4.src == 10.0.0.5`. */
const terms = (fixed: readonly string[], values: Readonly<Record<string, Arbitrary<Value>>> = {}): Arbitrary<Terms> =>
  fc
    .record(values)
    .map(drawn => sender => [
      ...fixed,
      ...Object.entries(drawn).map(([field, value]) => `${field} == ${value(sender)}`),
    ]);

const constant = (...values: readonly (string | number)[]): Arbitrary<Value> =>
  fc.constantFrom(...values).map(value => () => String(value));
const port = constant(80, 443, 53, 8080, 6081, 67, 68, 1, 65535);

const ip4 = { 'ip4.src': ip4Source, 'ip4.dst': ip4Target };
const ip6 = { 'ip6.src': ip6Source, 'ip6.dst': ip6Target };
const either = (transport: Readonly<Record<string, Arbitrary<Value>>>, ...fixed: readonly string[]): Arbitrary<Terms> =>
  fc.oneof(terms(fixed, { ...ip4, ...transport }), terms(fixed, { ...ip6, ...transport }));

const neighbor = (type: 135 | 136) =>
  terms([`icmp6.type == ${type}`, 'icmp6.code == 0', 'ip.ttl == 255'], {
    ...ip6,
    'nd.target': target('ip6s', 4, 'fe80::1'),
    [type === 135 ? 'nd.sll' : 'nd.tll']: ethernetSource,
  });

/** The content of the frame, with weights. */
const PAYLOADS: readonly (readonly [number, Arbitrary<Terms>])[] = [
  [
    4,
    terms([], {
      'arp.op': constant(1, 1, 1, 2),
      'arp.spa': ip4Source,
      'arp.sha': ethernetSource,
      'arp.tpa': ip4Target,
      'arp.tha': ethernetTarget,
    }),
  ],
  [4, neighbor(135)],
  [2, neighbor(136)],
  [1, terms(['icmp6.type == 133', 'icmp6.code == 0', 'ip.ttl == 255', 'ip6.dst == ff02::2'], { 'ip6.src': ip6Source })],
  [1, terms(['icmp6.type == 134', 'icmp6.code == 0', 'ip.ttl == 255', 'ip6.dst == ff02::1'], { 'ip6.src': ip6Source })],
  [2, terms(['ip4.src == 0.0.0.0', 'ip4.dst == 255.255.255.255', 'udp.src == 68', 'udp.dst == 67'])],
  [1, terms(['udp.src == 67', 'udp.dst == 67'], ip4)],
  [1, terms(['udp.src == 546', 'udp.dst == 547', 'ip6.dst == ff02::1:2'], { 'ip6.src': ip6Source })],
  [5, either({ 'tcp.src': port, 'tcp.dst': port, 'ip.ttl': constant(64, 64, 1, 0) })],
  [3, either({ 'udp.dst': port, 'ip.ttl': constant(64, 2) })],
  [2, either({ 'sctp.dst': port })],
  [1, either({ 'tcp.flags': constant(2, 4, '0xfff'), 'tcp.dst': port })],
  [
    2,
    terms(['icmp4'], { ...ip4, 'icmp4.type': constant(8, 0, 3), 'icmp4.code': constant(0, 1), 'ip.ttl': constant(64) }),
  ],
  [2, terms(['icmp6'], { ...ip6, 'icmp6.type': constant(128, 129, 1, 143), 'ip.ttl': constant(64) })],
  [1, terms(['ip.proto == 2'], { 'ip4.src': ip4Source, 'ip4.dst': constant('224.0.0.22', '239.1.2.3') })],
  [1, terms(['ip6.dst == ff02::16', 'icmp6.type == 143'], { 'ip6.src': constant('fe80::1', 'fe80::5') })],
  [1, either({ 'ip.frag': constant(1, 3), 'udp.dst': port })],
  [1, either({ 'ip.proto': constant(47, 0, 255), 'ip.dscp': constant(0, 46), 'ip.ecn': constant(0, 3) })],
  [1, terms([], { 'eth.type': constant('0x88cc', '0x8100', '0x5ff', 0) })],
  [1, terms(['rarp.op == 3'], { 'rarp.spa': ip4Source })],
  [1, terms([])],
];

/** Additional terms that some microflows have. */
const EXTRAS: Arbitrary<string> = fc.constantFrom(
  'vlan.tci == 0x1064',
  'vlan.present && vlan.vid == 100 && vlan.pcp == 5',
  'ct.est',
  'ct.new && ct.dnat',
  'ct_mark == 1/1',
  'ct_mark.natted == 1',
  'ct_label == 0x1234',
  'flags.loopback == 1',
  'flags == 0x8000',
  'pkt.mark == 0x29',
  'reg0 == 5',
  'reg1[3..6] == 9',
  'xxreg1 == fd00::1',
  'outport == "none"',
  'eth.dst[40]',
  'ip6.label == 0xabcde',
  'ip',
);

/** Unusual arguments: expressions that describe no packet or several, and invalid texts. */
const ODDITIES: Arbitrary<string> = fc.constantFrom(
  'tcp || udp',
  'ip4.src == {10.0.0.1, 10.0.0.2}',
  'ip4.src != 10.0.0.1',
  'ip4.src == 10.0.0.0/8',
  'ip4.dst == $as0',
  'inport == "sw0-a"',
  'inport == @pg0',
  '!tcp',
  'tcp.dst > 5',
  'ip4 && ip6',
  'nonsense == 1',
  'ip4.src ==',
  '1',
  '0',
  'arp.op == 70000',
  'is_chassis_resident("sw0-a")',
  'ip.is_frag',
  'eth.mcast',
  'tcp.flags[3]',
  'nd_ns_mcast',
  'outport == "nowhere"',
);

const rarely = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 24, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  ) as Arbitrary<T | undefined>;

const mostlyTrue = rarely(fc.constant(false)).map(no => no ?? true);

const anyTerms: Arbitrary<Terms> = fc
  .record({
    ethernet: mostly<Terms | undefined>(terms([], { 'eth.src': ethernetSource, 'eth.dst': ethernetTarget }), undefined),
    payload: fc.oneof(...PAYLOADS.map(([weight, arbitrary]) => ({ weight, arbitrary }))),
    extra: sometimes(EXTRAS),
    oddity: rarely(ODDITIES),
  })
  .map(
    ({ ethernet, payload, extra, oddity }) =>
      sender =>
        [...(ethernet?.(sender) ?? []), ...payload(sender), extra, oddity]
          .filter(term => term !== undefined)
          .map(enclosed),
  );

const enclosed = (term: string): string => (term.includes('||') ? `(${term})` : term);

export const anyMicroflow: Arbitrary<Microflow> = fc
  .record({ from: place, to: place, body: anyTerms, hasPort: mostlyTrue })
  .map(({ from, to, body, hasPort }) => ({ ports, all }) => {
    const [own, peer] = [at(ports, from) ?? NOBODY, at(ports, to) ?? NOBODY];
    const inport = hasPort ? [`inport == ${JSON.stringify(own.port)}`] : [];
    return { datapath: own.datapath, text: [...inport, ...body({ own, peer, all })].join(' && ') || '1' };
  });
