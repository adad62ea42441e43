/**
 * Southbound databases that ovn-northd does not write: two fixed switches and a fixed router, with any flows, neighbors,
 * groups and load balancers. They are the operations of an OVSDB `transact` with given UUIDs, because the UUIDs decide
 * among flows of one priority.
 */
import fc, { type Arbitrary } from 'fast-check';
import { OVN_DHCP_OPTIONS } from '../../../src/ovn/options/dhcp-options.ts';
import { OVN_DHCPV6_OPTIONS } from '../../../src/ovn/options/dhcpv6-options.ts';
import { anyActions, TABLES } from './actions.ts';
import { anyMatch } from './matches.ts';
import { few, sometimes } from './values.ts';

export interface Insert {
  readonly op: 'insert';
  readonly table: string;
  readonly uuid: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const insert = (table: string, uuid: string, row: Insert['row']): Insert => ({ op: 'insert', table, uuid, row });
const map = (entries: Readonly<Record<string, string | undefined>>) => [
  'map',
  Object.entries(entries).filter(([, value]) => value !== undefined),
];
const set = (elements: readonly unknown[]) => ['set', elements];
const reference = (uuid: string) => ['uuid', uuid];

/** The UUID of every fixed row shows its kind and number. */
const uuidOf = (kind: number, number: number) =>
  `${kind}${String(number).padStart(7, '0')}-0000-4000-8000-000000000000`;

const DATAPATHS = [
  { name: 'sw0', kind: 'logical-switch', pretty: undefined },
  { name: 'sw1', kind: 'logical-switch', pretty: 'pretty-7c6f1eb4-0000-4000-8000-00000000abcd' },
  { name: 'lr0', kind: 'logical-router', pretty: undefined },
].map((row, index) => ({ ...row, uuid: uuidOf(1, index + 1), key: index + 1 }));

interface Port {
  readonly name: string;
  readonly of: 0 | 1 | 2;
  readonly type?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly addresses?: string;
  readonly pretty?: string;
}

const PORTS: readonly (Port & { uuid: string; key: number })[] = (
  [
    { name: 'vm1', of: 0, addresses: '0a:58:0a:00:00:05 10.0.0.5 fd00::5' },
    { name: 'vm2', of: 0, addresses: '0a:58:0a:00:00:06 10.0.0.6 fd00::6', pretty: 'pretty vm' },
    {
      name: '7c6f1eb4-0000-4000-8000-000000000001',
      of: 0,
      addresses: '0a:58:0a:00:00:07 10.0.0.7',
      pretty: 'ä "quoted"',
    },
    { name: 'sw0-lr0', of: 0, type: 'patch', options: { peer: 'lr0-sw0' } },
    {
      name: 'lr0-sw0',
      of: 2,
      type: 'patch',
      options: { peer: 'sw0-lr0' },
      addresses: '0a:58:64:00:00:01 10.0.0.1/24 fd00::1/64',
    },
    { name: 'sw1-lr0', of: 1, type: 'patch', options: { peer: 'lr0-sw1' } },
    {
      name: 'lr0-sw1',
      of: 2,
      type: 'patch',
      options: { peer: 'sw1-lr0' },
      addresses: '0a:58:64:00:00:02 10.1.0.1/24 fd00:1::1/64',
    },
    { name: 'cr-lr0', of: 2, type: 'chassisredirect', options: { 'distributed-port': 'lr0-sw1' } },
    { name: 'cr-lost', of: 2, type: 'chassisredirect', options: { 'distributed-port': 'vm1' } },
    { name: 'vm3', of: 1, addresses: '0a:58:0a:01:00:05 10.1.0.5 fd00:1::5' },
    { name: 'ln1', of: 1, type: 'localnet', addresses: 'unknown' },
  ] as const
).map((row, index) => ({ ...row, uuid: uuidOf(2, index + 1), key: index + 1 }));

const SECURITY = [
  '0a:58:0a:00:00:05 10.0.0.5 fd00::5',
  '0a:58:0a:00:00:05',
  '0a:58:0a:00:00:05 10.0.0.5/24',
  '0a:58:0a:00:00:06 fd00::6',
  '0a:58:0a:01:00:05 10.1.0.5',
  'nonsense',
] as const;

/** The fixed ports; only port security and, rarely, the type of gateway ports change. */
const anyPorts: Arbitrary<Insert[]> = fc
  .record({
    security: fc.array(few(SECURITY, 2), { minLength: PORTS.length, maxLength: PORTS.length }),
    isGateway: sometimes(fc.constant(true)),
  })
  .map(({ security, isGateway }) =>
    PORTS.map(({ name, of, type = '', options = {}, addresses, pretty, uuid, key }, index) =>
      insert('Port_Binding', uuid, {
        logical_port: name,
        datapath: reference(DATAPATHS[of]!.uuid),
        tunnel_key: key,
        type: isGateway && type === 'patch' ? 'l3gateway' : type,
        options: map(options),
        mac: set(addresses === undefined ? [] : [addresses]),
        port_security: set(type === '' ? security[index]! : []),
        external_ids: map({ name: pretty }),
      }),
    ),
  );

const FIXED: readonly Insert[] = [
  ...DATAPATHS.map(({ name, kind, pretty, uuid, key }) =>
    insert('Datapath_Binding', uuid, {
      tunnel_key: key,
      external_ids: map({ name, name2: pretty, [kind]: uuidOf(9, key) }),
    }),
  ),
  insert('SB_Global', uuidOf(3, 1), { options: map({ northd_internal_version: '25.03.0-20.41.0-77.6' }) }),
  insert('Address_Set', uuidOf(4, 1), { name: 'as0', addresses: set(['10.0.0.5', '10.1.0.0/16', 'nonsense']) }),
  insert('Address_Set', uuidOf(4, 2), { name: 'as1', addresses: set(['fd00::5', 'fe80::/10']) }),
  insert('Address_Set', uuidOf(4, 3), { name: 'empty' }),
  insert('Port_Group', uuidOf(5, 1), { name: 'pg0', ports: set(['vm1', 'vm3', 'lr0-sw0', 'nowhere']) }),
  insert('Port_Group', uuidOf(5, 2), { name: 'empty' }),
  ...OVN_DHCP_OPTIONS.map((row, index) => insert('DHCP_Options', uuidOf(6, index), row)),
  ...OVN_DHCPV6_OPTIONS.map(({ name, code, type }, index) =>
    insert('DHCPv6_Options', uuidOf(7, index), { name, code, type }),
  ),
];

/** Shrinking does not change these. */
const anyUuid = fc.noShrink(fc.uuid());

const GROUPS = [
  { name: '_MC_flood', key: 32768 },
  { name: '_MC_some', key: 32769 },
  { name: 'ä', key: 32770 },
] as const;

/** Members can be of another datapath. Such members do not count. */
const anyGroup: Arbitrary<Insert> = fc
  .record({
    uuid: anyUuid,
    group: fc.constantFrom(...GROUPS),
    of: fc.constantFrom(...DATAPATHS),
    members: few(PORTS, 5),
  })
  .map(({ uuid, group: { name, key }, of, members }) =>
    insert('Multicast_Group', uuid, {
      name,
      tunnel_key: key,
      datapath: reference(of.uuid),
      ports: set(members.map(member => reference(member.uuid))),
    }),
  );

const anyIp = fc.constantFrom('10.0.0.5', '10.0.0.6', '10.1.0.5', 'fd00::5', 'fd00:1::5', 'FD00:0::6', 'nonsense');
const anyMac = fc.constantFrom(
  '0a:58:0a:00:00:05',
  '0a:58:0a:00:00:06',
  '0A:58:0a:01:00:05',
  '0a:58:64:00:00:01',
  'nonsense',
);

const anyMacBinding: Arbitrary<Insert> = fc
  .record({
    uuid: anyUuid,
    ip: anyIp,
    mac: anyMac,
    port: fc.constantFrom(...PORTS),
    of: sometimes(fc.constantFrom(...DATAPATHS)),
  })
  .map(({ uuid, ip, mac, port, of }) =>
    insert('MAC_Binding', uuid, {
      ip,
      mac,
      logical_port: port.name,
      datapath: reference((of ?? DATAPATHS[port.of]!).uuid),
    }),
  );

const anyFdb: Arbitrary<Insert> = fc
  .record({
    uuid: anyUuid,
    mac: anyMac,
    dp_key: fc.integer({ min: 1, max: 4 }),
    port_key: fc.constantFrom(1, 2, 3, 4, 10, 32768, 65537, 99),
  })
  .map(({ uuid, ...row }) => insert('FDB', uuid, row));

const anyLoadBalancer: Arbitrary<Insert> = fc
  .record({
    uuid: anyUuid,
    vips: few([
      '10.96.0.1:80',
      '10.0.0.5',
      '10.0.0.5:80',
      '[fd00::5]:80',
      'fd00::6',
      '10.1.0.5:8080',
      '10.96.0.1',
      'nonsense',
      '10.0.0.6:0',
    ]),
  })
  .map(({ uuid, vips }) =>
    insert('Load_Balancer', uuid, { name: 'lb', vips: map(Object.fromEntries(vips.map(vip => [vip, '10.0.0.6:80']))) }),
  );

const anyFlow: Arbitrary<Insert> = fc
  .record({
    uuid: anyUuid,
    of: fc.constantFrom(0, 1, 2, 3, 4),
    pipeline: fc.constantFrom('ingress', 'egress'),
    table_id: fc.nat({ max: TABLES - 1 }),
    priority: fc.integer({ min: 1, max: 3 }),
    match: anyMatch,
    actions: anyActions,
    stage: sometimes(fc.constant('ls_in_stage')),
    source: sometimes(fc.constant('northd.c:1234')),
  })
  .map(({ uuid, of, stage, source, ...row }) =>
    insert('Logical_Flow', uuid, {
      ...row,
      ...(of < 3 && { logical_datapath: reference(DATAPATHS[of]!.uuid) }),
      ...(of === 3 && { logical_dp_group: reference(uuidOf(8, 1)) }),
      external_ids: map({ 'stage-name': stage, source }),
    }),
  );

const DATAPATH_GROUP = insert('Logical_DP_Group', uuidOf(8, 1), {
  datapaths: set([DATAPATHS[0]!, DATAPATHS[2]!].map(({ uuid }) => reference(uuid))),
});

/** The default flow of every table. */
const DEFAULTS: readonly Insert[] = DATAPATHS.flatMap(({ uuid }, index) =>
  (['ingress', 'egress'] as const).flatMap((pipeline, side) =>
    Array.from({ length: TABLES }, (_, table_id) =>
      insert('Logical_Flow', uuidOf(0, 100 * index + 10 * side + table_id), {
        pipeline,
        table_id,
        priority: 0,
        match: '1',
        actions: table_id < TABLES - 1 ? 'next;' : pipeline === 'egress' ? 'output;' : 'outport = "_MC_flood"; output;',
        logical_datapath: reference(uuid),
      }),
    ),
  ),
);

/**
 * No two flows of one priority are in the same bucket of a hash table: for these, the server's history decides, which no
 * client sees. All flows have at most 64 buckets.
 */
const bucketOf = (uuid: string): number => Number.parseInt(uuid.slice(6, 8), 16) % 64;
const MOST_FLOWS = 40;

export const anySb: Arbitrary<readonly Insert[]> = fc
  .record({
    ports: anyPorts,
    groups: unique(anyGroup, ({ row }) => [row.datapath, row.name], 6),
    neighbors: unique(anyMacBinding, ({ row }) => [row.logical_port, row.ip], 6),
    fdb: unique(anyFdb, ({ row }) => [row.dp_key, row.mac], 4),
    loadBalancers: unique(anyLoadBalancer, ({ uuid }) => uuid, 2),
    flows: unique(anyFlow, ({ uuid }) => bucketOf(uuid), MOST_FLOWS),
  })
  .map(({ ports, groups, neighbors, fdb, loadBalancers, flows }) => [
    ...FIXED,
    DATAPATH_GROUP,
    ...DEFAULTS,
    ...ports,
    ...groups,
    ...neighbors,
    ...fdb,
    ...loadBalancers,
    ...flows,
  ]);

function unique(arbitrary: Arbitrary<Insert>, key: (row: Insert) => unknown, maxLength: number): Arbitrary<Insert[]> {
  return fc.uniqueArray(arbitrary, { selector: row => JSON.stringify(key(row)), maxLength, size: 'max' });
}

/** The random rows, one for each line. */
export const printSb = (inserts: readonly Insert[]): string =>
  inserts
    .filter(row => !ALWAYS.includes(row))
    .map(({ table, uuid, row }) =>
      table === 'Logical_Flow' ? printFlow(uuid, row) : `${table} ${JSON.stringify(row)}`,
    )
    .join('\n');

const ALWAYS = [...FIXED, DATAPATH_GROUP, ...DEFAULTS];

function printFlow(
  uuid: string,
  { logical_datapath, pipeline, table_id, priority, match, actions }: Insert['row'],
): string {
  const of = DATAPATHS.find(datapath => JSON.stringify(reference(datapath.uuid)) === JSON.stringify(logical_datapath));
  return `${uuid.slice(0, 8)} ${of?.name ?? 'sw0 and lr0'} ${pipeline} ${table_id}: ${priority}, ${match} { ${actions} }`;
}
