/** A small network with a router and an outer network, and functions that add what each code of explanations needs. */
import { NB, type Nb, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';

export const SWITCH = 'cluster_udn_demo_ovn_layer2_switch';
const ROUTER = 'GR_cluster_udn_demo_worker-0';
export const CHASSIS = '0f3c9b52-6b7e-4c2f-9d5b-3d8c0a2e6a11';
const IDS = [['k8s.ovn.org/network', 'cluster_udn_demo'] as const];
const map = (values: Readonly<Record<string, string>> = {}) => new Map(Object.entries(values));

type Rows = { readonly [T in 'Logical_Switch_Port' | 'Logical_Router_Port']: Partial<NbRow<T>> };

/** The guests, by name, with the last byte of their MACs and addresses. */
const GUESTS = { 'virt-launcher-vm-a-abcde': 6, 'web-0': 7, 'client-0': 8 } as const;
export const portOf = (pod: keyof typeof GUESTS): string => `demo.demo_demo_${pod}`;
export const [VM, WEB, CLIENT] = [portOf('virt-launcher-vm-a-abcde'), portOf('web-0'), portOf('client-0')];

export interface Variation {
  readonly guests?: Readonly<Record<string, Rows['Logical_Switch_Port']>>;
  readonly acls?: readonly NbRow<'ACL'>[];
  readonly groups?: readonly NbRow<'Port_Group'>[];
  readonly sets?: readonly NbRow<'Address_Set'>[];
  readonly routes?: readonly NbRow<'Logical_Router_Static_Route'>[];
  readonly policies?: readonly NbRow<'Logical_Router_Policy'>[];
  readonly balancers?: readonly NbRow<'Load_Balancer'>[];
  /** Of the router port to the outer network. */
  readonly outer?: Rows['Logical_Router_Port'];
  readonly hasRouter?: boolean;
  /** Whether the router has a second network, of which nothing but its subnet is known. */
  readonly hasEmptyNetwork?: boolean;
  /** Load balancers of the second network. */
  readonly others?: readonly NbRow<'Load_Balancer'>[];
}

const guest = (pod: string, last: number, row: Rows['Logical_Switch_Port'] = {}) => {
  const addresses = [`0a:58:ac:16:00:0${last} 172.22.0.${last}`];
  return newRow(NB, 'Logical_Switch_Port', {
    name: `demo.demo_demo_${pod}`,
    addresses,
    port_security: addresses,
    up: true,
    external_ids: new Map([...IDS, ['k8s.ovn.org/nad', 'demo/demo'], ['namespace', 'demo'], ['pod', 'true']]),
    ...row,
  });
};

/** A guest with these addresses, `MAC ADDRESS`, in place of its own. */
export const holder = (addresses: string) => ({ addresses: [addresses], port_security: [addresses] });

const switchOf = (
  name: string,
  ports: readonly NbRow<'Logical_Switch_Port'>[],
  more: Partial<NbRow<'Logical_Switch'>> = {},
) =>
  newRow(NB, 'Logical_Switch', {
    name,
    ports,
    external_ids: new Map([...IDS, ['k8s.ovn.org/role', 'primary']]),
    ...more,
  });

const toRouter = (name: string, peer: string) =>
  newRow(NB, 'Logical_Switch_Port', {
    name,
    type: 'router',
    addresses: ['router'],
    options: map({ 'router-port': peer }),
  });

const routerPort = (name: string, mac: string, network: string, more: Rows['Logical_Router_Port'] = {}) =>
  newRow(NB, 'Logical_Router_Port', { name, mac, networks: [network], ...more });

const localnet = newRow(NB, 'Logical_Switch_Port', {
  name: 'br-ex_cluster_udn_demo_worker-0',
  type: 'localnet',
  addresses: ['unknown'],
  options: map({ network_name: 'physnet' }),
});

export const route = (ip_prefix: string, nexthop: string, more: Partial<NbRow<'Logical_Router_Static_Route'>> = {}) =>
  newRow(NB, 'Logical_Router_Static_Route', { ip_prefix, nexthop, ...more });

export function explainNetwork(variation: Variation = {}): Nb {
  const { guests = {}, acls = [], groups = [], sets = [], policies = [], balancers = [], outer } = variation;
  const {
    hasRouter = true,
    hasEmptyNetwork = false,
    others = [],
    routes = [route('0.0.0.0/0', '192.168.122.1')],
  } = variation;
  const pods = Object.entries(GUESTS).map(([pod, last]) => guest(pod, last, guests[pod]));
  const inner = routerPort(`rtos-${SWITCH}`, '0a:58:64:41:00:02', '172.22.0.1/16');
  const out = routerPort(`rtoe-${ROUTER}`, '52:54:00:00:0b:11', '192.168.122.11/24', outer);
  const empty = routerPort('rtos-empty', '0a:58:0a:09:00:01', '10.9.0.1/24');
  const links = {
    inner: toRouter(`stor-${SWITCH}`, inner.name),
    outer: toRouter(`etor-${ROUTER}`, out.name),
    empty: toRouter('stor-empty', empty.name),
  };
  const nat = newRow(NB, 'NAT', { type: 'snat', logical_ip: '172.22.0.0/16', external_ip: '169.254.0.11' });
  const router = newRow(NB, 'Logical_Router', {
    name: ROUTER,
    ports: [inner, out, ...(hasEmptyNetwork ? [empty] : [])],
    static_routes: routes,
    policies,
    nat: [nat],
    load_balancer: balancers,
    options: map({ chassis: CHASSIS }),
    external_ids: new Map([...IDS]),
  });
  const own = switchOf(SWITCH, [...pods, ...(hasRouter ? [links.inner] : [])], { acls, load_balancer: balancers });
  const around = [
    switchOf(`ext_${ROUTER}`, [localnet, links.outer]),
    ...(hasEmptyNetwork ? [switchOf('empty', [links.empty], { load_balancer: others })] : []),
  ];
  const switches = [own, ...(hasRouter ? around : [])];
  const named = groups.map(group => ({
    ...group,
    ports: pods.filter(({ name }) => group.ports.some(port => port.name === name)),
  }));
  return newDatabase(NB, {
    NB_Global: [newRow(NB, 'NB_Global', {})],
    Logical_Switch: switches,
    Logical_Switch_Port: switches.flatMap(({ ports }) => ports),
    ACL: [...acls, ...groups.flatMap(group => group.acls)],
    Port_Group: named,
    Address_Set: sets,
    Load_Balancer: [...balancers, ...others],
    ...(hasRouter && {
      Logical_Router: [router],
      Logical_Router_Port: router.ports,
      Logical_Router_Static_Route: routes,
      Logical_Router_Policy: policies,
      NAT: [nat],
    }),
  });
}

/** An ACL with the ids that OVN-Kubernetes gives to it. */
export const policyAcl = (ids: Readonly<Record<string, string>>, row: Partial<NbRow<'ACL'>>) =>
  newRow(NB, 'ACL', { action: 'drop', direction: 'to-lport', priority: 1000, tier: 2, external_ids: map(ids), ...row });

export const group = (
  name: string,
  ids: Readonly<Record<string, string>>,
  ports: readonly string[],
  acls: readonly NbRow<'ACL'>[] = [],
) =>
  newRow(NB, 'Port_Group', {
    name,
    acls,
    ports: ports.map(port => newRow(NB, 'Logical_Switch_Port', { name: port })),
    external_ids: map(ids),
  });

export const set = (name: string, addresses: readonly string[], ids: Readonly<Record<string, string>>) =>
  newRow(NB, 'Address_Set', { name, addresses, external_ids: map(ids) });

export const balancer = (vip: string, backends: string) =>
  newRow(NB, 'Load_Balancer', {
    name: 'cluster_udn_demo_Service_demo/web_TCP_cluster',
    protocol: 'tcp',
    vips: map({ [vip]: backends }),
    options: map({ reject: 'true', event: 'false' }),
    external_ids: map({ 'k8s.ovn.org/kind': 'Service', 'k8s.ovn.org/owner': 'demo/web' }),
  });

export const policy = (row: Partial<NbRow<'Logical_Router_Policy'>>) => newRow(NB, 'Logical_Router_Policy', row);
