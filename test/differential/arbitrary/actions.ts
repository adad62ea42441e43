/**
 * Actions of every kind in OVN, on any fields that they accept, as texts. `TABLES` tables are in use; most `next` actions
 * go to a later table.
 */
import fc, { type Arbitrary } from 'fast-check';
import { mostly } from './values.ts';

export const TABLES = 3;

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts);
/** Random texts from templates: text`reg0 = ${value};` */
const text = (parts: TemplateStringsArray, ...values: readonly Arbitrary<unknown>[]): Arbitrary<string> =>
  fc.tuple(...values).map(drawn => parts.map((part, index) => part + (drawn[index] ?? '')).join(''));

/** Writable fields by their number of bits, with values for them. */
const FIELDS: Readonly<Record<number, readonly string[]>> = {
  0: ['outport', 'inport'],
  1: [
    'flags.loopback',
    'reg0[0]',
    'reg9[31]',
    'xxreg0[100]',
    'eth.dst[40]',
    'ip6.dst[7]',
    'flags.force_snat_for_lb',
    'xreg4[33]',
  ],
  8: [
    'ip.ttl',
    'icmp4.type',
    'icmp4.code',
    'icmp6.type',
    'reg0[8..15]',
    'ip4.dst[0..7]',
    'xxreg1[60..67]',
    'eth.src[4..11]',
  ],
  16: [
    'tcp.src',
    'tcp.dst',
    'udp.src',
    'udp.dst',
    'sctp.dst',
    'arp.op',
    'reg0[0..15]',
    'reg1[7..22]',
    'vlan.tci',
    'ip4.src[16..31]',
    'eth.dst[0..15]',
  ],
  32: [
    'reg0',
    'reg1',
    'reg5',
    'reg9',
    'ip4.src',
    'ip4.dst',
    'arp.spa',
    'arp.tpa',
    'pkt.mark',
    'flags',
    'ip6.src[0..31]',
    'xxreg0[32..63]',
    'xreg1[5..36]',
  ],
  48: ['eth.src', 'eth.dst', 'arp.sha', 'arp.tha', 'nd.sll', 'nd.tll', 'xxreg1[40..87]', 'xreg0[0..47]'],
  128: ['xxreg0', 'xxreg1', 'ip6.src', 'ip6.dst', 'nd.target'],
};

const VALUES: Readonly<Record<number, readonly string[]>> = {
  0: [
    '"vm1"',
    '"vm2"',
    '"sw0-lr0"',
    '"lr0-sw0"',
    '"lr0-sw1"',
    '"cr-lr0"',
    '"_MC_flood"',
    '"_MC_some"',
    '""',
    '"none"',
    '"nowhere"',
    '"pretty vm"',
    '"7c6f"',
  ],
  1: ['0', '1'],
  8: ['0', '1', '3', '8', '64', '255', '0x80/0xf0'],
  16: ['0', '80', '443', '2', '65535', '0x1064', '0x100/0x0f00'],
  32: ['0', '1', '10.0.0.5', '10.1.0.5', '10.96.0.1', '0xffffffff', '10.0.0.0/255.0.0.0', '5'],
  48: [
    '0a:58:0a:00:00:05',
    '0a:58:0a:00:00:06',
    '0a:58:64:00:00:01',
    'ff:ff:ff:ff:ff:ff',
    '0',
    '0a:58:00:00:00:00/ff:ff:00:00:00:00',
  ],
  128: ['fd00::5', 'fd00:1::5', 'ff02::1', '::', '0xfe80000000000000085840fffe000001', 'fd00::/16'],
};

const WIDTHS = Object.keys(FIELDS).map(Number);
const field = (width: number) => pick(...FIELDS[width]!);
const value = (width: number) => pick(...VALUES[width]!);
const anyWidth = (...widths: readonly number[]) => fc.constantFrom(...(widths.length > 0 ? widths : WIDTHS));
const either = (...widths: readonly number[]) => fc.oneof(...widths.map(field));

const load = anyWidth(0, 0, ...WIDTHS).chain(width => text`${field(width)} = ${value(width)};`);
const move = anyWidth().chain(width => text`${field(width)} = ${field(width)};`);
const exchange = anyWidth().chain(width => text`${field(width)} <-> ${field(width)};`);
const push = anyWidth().chain(width => text`push(${field(width)}); ${field(8)} = ${value(8)}; pop(${field(width)});`);
const forward = pick(
  'next;',
  'next;',
  'next;',
  `next(${TABLES - 1});`,
  'next(table=2);',
  'next(pipeline=egress,table=0);',
  'next(pipeline=egress,table=2);',
  'next(pipeline=ingress,table=2);',
);
const bit = field(1);
const port = field(0);
const tuple = (ports: Arbitrary<string>) => text`10.${pick('0', '1')}.0.${pick('5', '6')}${ports}`;
const backends = fc.oneof(
  tuple(pick('', ':8080')),
  text`${tuple(pick(':80'))},[fd00::5]:80`,
  pick('[fd00::6]:443', 'fd00::7', '10.0.0.5,10.0.0.6', '10.0.0.5:80,10.0.0.6:81,10.0.0.7:82'),
);
const neighborIp = pick('32', '128').map(Number);
const dhcp = pick(
  'offerip = 10.0.0.5, netmask = 255.255.255.0, router = {10.0.0.1}, lease_time = 3600, server_id = 10.0.0.1',
  'offerip = 10.0.0.6, domain_name = "ovn.org", classless_static_route = {30.0.0.0/24,10.0.0.10, 0.0.0.0/0,10.0.0.1}',
  'offerip = 10.0.0.7',
);

/** Actions without blocks, with their weights. */
const SIMPLE: readonly (readonly [number, Arbitrary<string>])[] = [
  [12, forward],
  [8, text`outport = ${value(0)}; output;`],
  [3, pick('output;')],
  [8, load],
  [4, move],
  [3, exchange],
  [2, push],
  [1, text`push(${either(0, 8, 16, 32)}); pop(${either(0, 8, 16, 32)});`],
  [1, text`pop(${either(16, 32)});`],
  [2, pick('ip.ttl--;')],
  [3, pick('ct_next;', 'ct_next(dnat);', 'ct_next(snat);')],
  [
    2,
    pick(
      'ct_commit;',
      'ct_commit { };',
      'ct_commit { ct_mark = 1; ct_label[0] = 1; };',
      'ct_commit { ct_mark.blocked = 1; ct_label.ecmp_reply_eth = eth.src; };',
    ),
  ],
  [2, pick('ct_commit_nat;', 'ct_commit_nat(snat);', 'ct_commit_to_zone(dnat);', 'ct_commit_to_zone(snat);')],
  [
    3,
    text`${pick('ct_dnat', 'ct_snat', 'ct_dnat_in_czone', 'ct_snat_in_czone')}${pick('', '(10.0.0.6)', '(10.1.0.5,1-3000)', '(fd00::6)', '(fd00:1::5,80)')};`,
  ],
  [
    4,
    text`${pick('ct_lb', 'ct_lb_mark')}(backends=${backends}${pick('', '; hash_fields="ip_src,ip_dst"', '; skip_snat', '; force_snat', '; hash_fields="eth_src"; force_snat')});`,
  ],
  [1, pick('ct_lb;', 'ct_lb_mark;')],
  [
    2,
    text`${either(16, 32)} = select(${pick('1=50, 2=60', '1, 7', 'values=(2=1, 3=2); hash_fields="ip_dst,ip_src"')});`,
  ],
  [1, pick('ct_clear;')],
  [2, neighborIp.chain(width => text`${pick(width === 32 ? 'get_arp' : 'get_nd')}(${port}, ${field(width)});`)],
  [
    1,
    neighborIp.chain(
      width => text`${pick(width === 32 ? 'put_arp' : 'put_nd')}(${port}, ${field(width)}, ${field(48)});`,
    ),
  ],
  [
    2,
    neighborIp.chain(
      width =>
        text`${bit} = ${pick(width === 32 ? 'lookup_arp' : 'lookup_nd')}(${port}, ${field(width)}, ${field(48)});`,
    ),
  ],
  [
    2,
    neighborIp.chain(
      width => text`${bit} = ${pick(width === 32 ? 'lookup_arp_ip' : 'lookup_nd_ip')}(${port}, ${field(width)});`,
    ),
  ],
  [1, text`put_fdb(${port}, ${field(48)});`],
  [2, text`${either(0, 32)} = get_fdb(${field(48)});`],
  [2, text`${bit} = lookup_fdb(${port}, ${field(48)});`],
  [2, text`${bit} = put_dhcp_opts(${dhcp});`],
  [1, text`${bit} = put_dhcpv6_opts(ia_addr = fd00::5, server_id = 00:00:00:00:10:02, domain_search = "ovn.org");`],
  [1, text`${bit} = put_nd_ra_opts(addr_mode = "slaac", mtu = 1500, prefix = fd00::/64, slla = 0a:58:64:00:00:01);`],
  [1, text`${bit} = ${pick('dhcp_relay_req_chk', 'dhcp_relay_resp_chk')}(10.0.0.1, 172.16.1.1);`],
  [1, text`${bit} = dns_lookup();`],
  [
    2,
    text`${bit} = ${pick('chk_lb_hairpin', 'chk_lb_hairpin_reply', 'chk_lb_aff', 'chk_ecmp_nh', 'chk_ecmp_nh_mac', 'check_out_port_sec')}();`,
  ],
  [2, text`${bit} = check_in_port_sec();`],
  [1, text`${bit} = check_pkt_larger(1500);`],
  [2, pick('ct_snat_to_vip;')],
  [
    1,
    fc.oneof(text`${field(32)} = ct_nw_dst();`, text`${field(128)} = ct_ip6_dst();`, text`${field(16)} = ct_tp_dst();`),
  ],
  [
    2,
    text`log(${pick('', 'name="acl \\"1\\"", ', 'name="ä", ')}verdict=${pick('allow', 'drop', 'reject', 'pass')}, severity=${pick('alert', 'info', 'debug')}${pick('', ', meter="m"')});`,
  ],
  [
    1,
    pick(
      'set_queue(5);',
      'set_meter(100, 10);',
      'set_meter(4294967295);',
      'igmp;',
      'mac_cache_use;',
      'flood_remote;',
      'handle_dhcpv6_reply;',
      'handle_bfd_msg();',
      'handle_svc_check(inport);',
      'bind_vport("vm1", inport);',
    ),
  ],
  [
    1,
    pick(
      'fwd_group(liveness="true", childports="vm1", "vm2");',
      'fwd_group(childports="vm2");',
      'commit_ecmp_nh(ipv6 = false, proto = tcp);',
      'commit_lb_aff(vip = "10.96.0.1:80", backend = "10.0.0.5:80", proto = tcp, timeout = 30);',
      'sample(probability=65535,collector_set=1,obs_domain=2,obs_point=$cookie);',
      'sample(probability=1,collector_set=1,obs_domain=2,obs_point=reg0);',
      'trigger_event(event = "empty_lb_backends", vip = "10.96.0.1:80", protocol = "tcp", load_balancer = "7c6f1eb4-0000-4000-8000-000000000001");',
    ),
  ],
];

const BLOCKS = [
  'clone',
  'arp',
  'nd_na',
  'nd_ns',
  'icmp4',
  'icmp4_error',
  'icmp6',
  'icmp6_error',
  'tcp_reset',
  'sctp_abort',
  'reject',
] as const;

const simple = fc.oneof({ withCrossShrink: true }, ...SIMPLE.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const sequence = (action: Arbitrary<string>, maxLength: number) =>
  fc.array(action, { minLength: 1, maxLength }).map(actions => actions.join(' '));

/** Most blocks end with `output` or `next`, so that their packets go on. */
const block = (body: Arbitrary<string>): Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: text`${pick(...BLOCKS)} { ${body} ${pick('', 'output;', 'next;')} };` },
    { weight: 1, arbitrary: text`${pick('icmp4_error', 'icmp4')} { icmp4.frag_mtu = 1500; ${body} };` },
    { weight: 1, arbitrary: text`${pick('icmp6_error', 'icmp6')} { icmp6.frag_mtu = 70000; ${body} };` },
  );

const nested = block(
  sequence(fc.oneof({ weight: 6, arbitrary: simple }, { weight: 1, arbitrary: block(sequence(simple, 2)) }), 3),
);

export const anyActions: Arbitrary<string> = mostly(
  fc
    .tuple(
      sequence(
        fc.oneof({ withCrossShrink: true }, { weight: 3, arbitrary: simple }, { weight: 1, arbitrary: nested }),
        5,
      ),
      pick('', 'next;', 'next;', 'output;'),
    )
    .map(([actions, end]) => `${actions} ${end}`.trim()),
  'drop;',
  'nonsense;',
  'next',
);
