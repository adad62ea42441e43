/** Load balancers of both families, with and without backends, and with faults for which ovn-northd leaves VIPs out. */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import {
  ALL_PORT_NAMES,
  anyIpv4,
  anyIpv6,
  anySwitchNumber,
  few,
  flag,
  mostly,
  type SwitchNumber,
  someOf,
  sometimes,
} from './values.ts';

export const LOAD_BALANCER_NAMES = ['lb0', 'lb1 "ü"', `lb2\\${'long'.repeat(20)}`] as const;
export const GROUP_NAMES = ['lbg0', 'lbg "1"\\ü'] as const;

type LoadBalancer = NbRow<'Load_Balancer'>;
type Vip = readonly [vip: string, backends: string];

const port = fc.constantFrom(80, 443, 65535);
const bracketed = (ip: string, number: number): string => (ip.includes(':') ? `[${ip}]:${number}` : `${ip}:${number}`);

/** One VIP of a family, with or without a port, and matching backends. */
const anyVip = (net: SwitchNumber): Arbitrary<Vip> =>
  fc.oneof(
    familyVip(mostly(fc.constantFrom('10.96.0.1', '10.96.0.2'), `10.${net}.0.100`), anyIpv4(net)),
    familyVip(mostly(fc.constantFrom('fd00:96::1', 'fd00:96::2'), `fd00:${net}::64`), anyIpv6(net)),
  );

const familyVip = (vip: Arbitrary<string>, backend: Arbitrary<string>): Arbitrary<Vip> => {
  const backends = fc.array(backend, { maxLength: 3 });
  return fc.oneof(
    fc
      .tuple(vip, port, backends, port)
      .map(
        ([ip, vipPort, ips, backendPort]): Vip => [
          bracketed(ip, vipPort),
          ips.map(each => bracketed(each, backendPort)).join(),
        ],
      ),
    fc.tuple(vip, backends).map(([ip, ips]): Vip => [ip, ips.join()]),
  );
};

const BROKEN_VIPS: readonly Vip[] = [
  ['10.96.0.9:80', '10.0.0.5'],
  ['10.96.0.9', '10.0.0.5:80'],
  ['10.96.0.9:80', '[fd00::5]:80'],
  ['10.96.0.9:80', '10.0.0.5:80,nonsense'],
  ['10.96.0.9:80', '10.0.0.5:80, 10.0.0.6:80'],
  ['10.96.0.9:0', '10.0.0.5:80'],
  ['nonsense:80', '10.0.0.5:80'],
  ['[fd00:0::9]:80', '[FD00::0:5]:80'],
];

const TEMPLATE_VIPS: readonly Vip[] = [
  ['^VIP:^PORT', '^BACKENDS'],
  ['^VIP:80', '^BACKEND:^PORT,^OTHER:8080'],
  ['^VIP', '10.0.0.5:80'],
];

const OPTIONS = {
  add_route: flag,
  'address-family': fc.constantFrom('ipv4', 'ipv6'),
  affinity_timeout: fc.constantFrom('0', '30', '65535', '65536', 'nonsense', '-1'),
  distributed: flag,
  event: flag,
  hairpin_snat_ip: fc.constant('169.254.169.5 fd69::5'),
  neighbor_responder: fc.constantFrom('all', 'none', 'reachable', 'nonsense'),
  reject: flag,
  skip_snat: flag,
  use_stateless_nat: flag,
};

const anyLoadBalancer: Arbitrary<LoadBalancer> = anySwitchNumber.chain(net =>
  fc
    .record({
      name: fc.constantFrom(...LOAD_BALANCER_NAMES),
      hasMappings: sometimes(fc.constant(true)),
      isMonitored: sometimes(fc.constant(true)),
      isTemplate: mostly(fc.constant(false), true),
      monitors: few(ALL_PORT_NAMES),
      sources: fc.array(mostly(fc.constant(':SOURCE'), '', ':', ':SOURCE:', ':SOURCE:zone', ':nonsense'), {
        minLength: 3,
        maxLength: 3,
      }),
      options: someOf(OPTIONS),
      protocol: sometimes(fc.constantFrom('tcp', 'udp', 'sctp')),
      selection_fields: few(['eth_src', 'ip_src', 'ipv6_dst', 'tp_src', 'tp_dst'], 2),
      templateVips: few(TEMPLATE_VIPS, 2),
      vips: fc.array(fc.oneof({ weight: 6, arbitrary: anyVip(net) }, fc.constantFrom(...BROKEN_VIPS)), {
        maxLength: 3,
      }),
    })
    .map(({ hasMappings, isMonitored, isTemplate, monitors, sources, templateVips, vips, options, ...columns }) => {
      const all = isTemplate ? templateVips : vips;
      return newRow(NB, 'Load_Balancer', {
        ...columns,
        options: new Map(isTemplate ? [...options, ['template', 'true']] : options),
        vips: new Map(all),
        health_check: (isMonitored ? all : []).map(([vip]) => newRow(NB, 'Load_Balancer_Health_Check', { vip })),
        ip_port_mappings: new Map(
          isMonitored || hasMappings ? all.flatMap(vip => mappings(vip, monitors, sources)) : [],
        ),
      });
    }),
);

/** For each backend of a VIP, its port and the source address of the checks, which can be of another zone or be missing. */
const mappings = ([, backends]: Vip, ports: readonly string[], sources: readonly string[]): [string, string][] =>
  backends.split(',').flatMap((backend, index): [string, string][] => {
    const ip = backend.replace(/:\d+$/, '');
    const source = ip.startsWith('[') ? '[fd00::fe]' : '10.0.0.254';
    const after = sources[index]?.replace('SOURCE', source) ?? '';
    return ports[index] === undefined ? [] : [[ip, `${ports[index]}${after}`]];
  });

export const anyLoadBalancers: Arbitrary<LoadBalancer[]> = fc.uniqueArray(anyLoadBalancer, {
  selector: ({ name }) => name,
  maxLength: 3,
});
