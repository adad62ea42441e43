/**
 * Values of northbound columns: mostly realistic ones, sometimes invalid ones. There are few different values, so that rows
 * share them: the same address twice, a port group's member that an ACL names.
 */
import fc, { type Arbitrary } from 'fast-check';

/** Usually absent, and always absent in the smallest case. */
export const sometimes = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  ) as Arbitrary<T | undefined>;

/** Present half of the time; absent in the smallest case. */
export const perhaps = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof({ withCrossShrink: true }, fc.constant(undefined), arbitrary) as Arbitrary<T | undefined>;

/** Usually a valid value, sometimes an invalid one. */
export const mostly = <T>(usual: Arbitrary<T>, ...unusual: readonly T[]): Arbitrary<T> => orElse(9, usual, unusual);

/** Nearly always a valid value, for values of which many must be valid at once. */
export const nearlyAlways = <T>(usual: Arbitrary<T>, ...unusual: readonly T[]): Arbitrary<T> =>
  orElse(49, usual, unusual);

const orElse = <T>(weight: number, usual: Arbitrary<T>, unusual: readonly T[]): Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...unusual) });

/** A map that has some of the keys. */
export const someOf = <V = string>(
  values: Readonly<Record<string, Arbitrary<V>>>,
): Arbitrary<ReadonlyMap<string, V>> => {
  const optional = Object.entries(values).map(([key, value]) => [key, sometimes(value)] as const);
  return fc.record(Object.fromEntries(optional)).map(toMap<V>);
};

/** A map that has nearly all of the keys. */
export const mostOf = <V = string>(
  values: Readonly<Record<string, Arbitrary<V>>>,
): Arbitrary<ReadonlyMap<string, V>> => {
  const optional = Object.entries(values).map(
    ([key, value]) => [key, mostly<V | undefined>(value, undefined)] as const,
  );
  return fc.record(Object.fromEntries(optional)).map(toMap<V>);
};

const toMap = <V>(record: Readonly<Record<string, V | undefined>>): ReadonlyMap<string, V> =>
  new Map(Object.entries(record).filter((entry): entry is [string, V] => entry[1] !== undefined));

/** Some of `values`, without duplicates. */
export const few = <T>(values: readonly T[], maxLength = 3): Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength });

export const flag: Arbitrary<string> = mostly(fc.constantFrom('true', 'false'), 'TRUE', 'yes', '');

/** The switches of a case, by number. Each has its own network. */
export const SWITCHES = [0, 1, 2] as const;
export type SwitchNumber = (typeof SWITCHES)[number];
const HOSTS = [1, 2, 5, 9, 200] as const;

const host = fc.constantFrom(...HOSTS);
export const anySwitchNumber = fc.constantFrom(...SWITCHES);

/** OVN accepts any name; its texts show the characters that JSON escapes in their escaped form. */
const LONG_END = 'long'.repeat(20);

export const switchName = (net: SwitchNumber): string => ['sw0', 'sw1 "ü"', `sw2\\${LONG_END}`][net]!;
export const portNames = (net: SwitchNumber): readonly string[] =>
  ['-a', '-b', '-c', ' "d"', '\\e', '-端口 ü', `-${LONG_END}`].map(end => `sw${net}${end}`);
export const ROUTERS = [
  { name: 'lr0', ports: ['lr0-a', 'lr0-b', 'lr0 "c"\\'] },
  { name: 'lr1 "ü"\\', ports: ['lr1-a', `lr1-${LONG_END}`] },
  { name: `lr2-${LONG_END}`, ports: ['lr2-端口', 'lr2 b'] },
] as const;
export type RouterNames = (typeof ROUTERS)[number];
export const ROUTER_PORT_NAMES: readonly string[] = ROUTERS.flatMap(({ ports }) => ports);

export const ALL_PORT_NAMES = SWITCHES.flatMap(portNames);
export const anyPortName: Arbitrary<string> = mostly(fc.constantFrom(...ALL_PORT_NAMES), 'nowhere');

const hex = (value: number): string => value.toString(16).padStart(2, '0');
export const anyMac: Arbitrary<string> = host.map(number => `0a:58:0a:00:00:${hex(number)}`);
export const routerMac = (number: number): string => `0a:58:64:00:00:${hex(number)}`;

export const anyIpv4 = (net: SwitchNumber): Arbitrary<string> =>
  mostly(
    host.map(number => `10.${net}.0.${number}`),
    '192.168.7.7',
    '169.254.1.1',
  );
export const anyIpv6 = (net: SwitchNumber): Arbitrary<string> =>
  mostly(
    host.map(number => `fd00:${net}::${number.toString(16)}`),
    'fe80::1',
    'FD00:0:0::A',
    'fd01::7',
  );
export const anyIp = (net: SwitchNumber): Arbitrary<string> => fc.oneof(anyIpv4(net), anyIpv6(net));

export const IPV4_NETWORKS = (net: SwitchNumber) =>
  [`10.${net}.0.0/24`, `10.${net}.0.0/16`, `10.${net}.0.0/29`] as const;
export const IPV6_NETWORKS = (net: SwitchNumber) => [`fd00:${net}::/64`, `fd00:${net}::/120`] as const;

/** Only one row gets a key that several request. With keys above the maximum, ovn-northd 25.03.0 never finishes. */
export const anyTunnelKey: Arbitrary<string> = mostly(fc.constantFrom('5', '77', '32767'), '0', 'nonsense');

/** `MAC IP...`, as in the columns addresses and port_security. */
export const anyAddresses = (net: SwitchNumber): Arbitrary<string> =>
  mostly(
    fc.tuple(anyMac, fc.array(anyIp(net), { maxLength: 3 })).map(([mac, ips]) => [mac, ...ips].join(' ')),
    `0A:58:0a:00:00:02 10.${net}.0.2`,
    `0a:58:0a:00:00:05  10.${net}.0.5/24  fd00:${net}::5/64 `,
    `0a:58:0a:00:00:06 10.${net}.0.300/+24 fd00:${net}::6/ 64`,
    `0a:58:0a:00:00:07 10.${net}.0. 7/255.255.255.0 10.${net}.0.-1 fd00:${net}::7/ffff::`,
    `0a:58:0a:00:00:09 10.${net}.0.9 nonsense fd00:${net}::9`,
    `10.${net}.0.9`,
    'nonsense',
  );

/** Matches of ACLs and QoS rules; ovn-northd does not parse them. */
export const anyMatch: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '1',
    'ip',
    'ip4 && tcp.dst == 80',
    'udp || icmp6',
    'ip4.src == $as0',
    'inport == @pg0 && ip6',
    'outport == @pg1 && ip4.src == $pg0_ip4',
    'ip4.dst == {10.0.0.0/8, 192.168.0.0/16} && tcp.dst=={8080,8443}',
  ),
  fc
    .tuple(fc.constantFrom('inport', 'outport'), anyPortName)
    .map(([field, name]) => `${field} == ${JSON.stringify(name)} && ip4`),
);

export const ADDRESS_SET_NAMES = ['as0', 'as1', 'as2'] as const;

/** Rows with different names. */
export const uniqueNames = <R extends { readonly name: string }>(row: Arbitrary<R>, maxLength = 3): Arbitrary<R[]> =>
  fc.uniqueArray(row, { selector: ({ name }) => name, maxLength });
