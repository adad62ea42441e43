/**
 * VMs behind a hundred routers, as northbound rows, in the shape of a cluster that OVN-Kubernetes made: each node has a switch
 * with its VMs, a gateway router with NAT, and a switch to the physical network. A join switch connects the gateway routers
 * to the cluster router, which has a route and policies for each node. All nodes share the load balancers of the services.
 * Runs on the built library.
 */
import { dhcpOptions, portGroups, switchPort } from './many-vms.mjs';

const LIBRARY = new URL('../../../dist/index.mjs', import.meta.url);
const { NB, newDatabase, newRow } = await import(LIBRARY.href);

/** With the cluster router, a hundred routers. */
const NODES = 99;
const SERVICES = 100;
const BACKENDS = 3;

const range = count => Array.from({ length: count }, (_, index) => index);
const byte = number => number.toString(16).padStart(2, '0');
/** A MAC as OVN-Kubernetes derives it of an IPv4 address. */
const macOf = address => `0a:58:${address.split('.').map(Number).map(byte).join(':')}`;

const subnetOf = node => `10.${node + 1}.0.0/16`;
const gatewayOf = node => `10.${node + 1}.0.1`;
const joinOf = node => `100.64.0.${node + 2}`;
const externalOf = node => `192.168.1.${node + 1}`;
const vmAddress = (index, node) => {
  const place = Math.floor(index / NODES) + 16;
  return `10.${node + 1}.${place >> 8}.${place & 0xff}`;
};

/** The northbound rows. */
export function manyRouters(count) {
  const vms = range(count).map(index => vm(index));
  const group = newRow(NB, 'Load_Balancer_Group', { name: 'cluster', load_balancer: range(SERVICES).map(service) });
  const nodes = range(NODES).map(index => node(index, vms, group));
  const join = newRow(NB, 'Logical_Switch', {
    name: 'join',
    ports: [linkTo('rtoj-cluster'), ...range(NODES).map(index => linkTo(`rtoj-GR_node${index}`))],
  });
  const cluster = clusterRouter(group);
  const Logical_Switch = [...nodes.flatMap(({ switches }) => switches), join];
  const Logical_Router = [cluster, ...nodes.map(({ router }) => router)];
  const groups = portGroups(vms);
  return newDatabase(NB, {
    NB_Global: [newRow(NB, 'NB_Global', {})],
    Logical_Switch,
    Logical_Switch_Port: Logical_Switch.flatMap(({ ports }) => ports),
    DHCP_Options: vms.map(({ dhcpv4_options }) => dhcpv4_options),
    Port_Group: groups,
    ACL: groups.flatMap(({ acls }) => acls),
    Load_Balancer: group.load_balancer,
    Load_Balancer_Group: [group],
    Logical_Router,
    Logical_Router_Port: Logical_Router.flatMap(({ ports }) => ports),
    Logical_Router_Static_Route: Logical_Router.flatMap(({ static_routes }) => static_routes),
    Logical_Router_Policy: cluster.policies,
    Gateway_Chassis: cluster.ports.flatMap(({ gateway_chassis }) => gateway_chassis),
    NAT: Logical_Router.flatMap(({ nat }) => nat),
  });
}

function vm(index) {
  const address = vmAddress(index, index % NODES);
  return switchPort(index, dhcpOptions(index), `${macOf(address)} ${address}`);
}

/** A router port and the switch port that connects it have related names. */
const linkTo = (port, options = {}) =>
  newRow(NB, 'Logical_Switch_Port', {
    name: `to-${port}`,
    type: 'router',
    addresses: ['router'],
    options: new Map(Object.entries({ 'router-port': port, ...options })),
  });

const routerPort = (name, address, length, more = {}) =>
  newRow(NB, 'Logical_Router_Port', { name, mac: macOf(address), networks: [`${address}/${length}`], ...more });

const route = (ip_prefix, nexthop, more = {}) =>
  newRow(NB, 'Logical_Router_Static_Route', { ip_prefix, nexthop, ...more });

function node(index, vms, group) {
  const name = `node${index}`;
  const localnet = newRow(NB, 'Logical_Switch_Port', {
    name: `br-ex_${name}`,
    type: 'localnet',
    addresses: ['unknown'],
    options: new Map([['network_name', 'physnet']]),
  });
  const switches = [
    newRow(NB, 'Logical_Switch', {
      name,
      ports: [linkTo(`rtos-${name}`), ...vms.filter((_, place) => place % NODES === index)],
      load_balancer_group: [group],
    }),
    newRow(NB, 'Logical_Switch', { name: `ext_${name}`, ports: [linkTo(`rtoe-GR_${name}`), localnet] }),
  ];
  return { switches, router: gatewayRouter(index, group) };
}

function gatewayRouter(index, group) {
  const name = `GR_node${index}`;
  const options = {
    chassis: `node${index}`,
    dynamic_neigh_routers: 'true',
    always_learn_from_arp_request: 'false',
    lb_force_snat_ip: 'router_ip',
    'snat-ct-zone': '0',
  };
  return newRow(NB, 'Logical_Router', {
    name,
    options: new Map(Object.entries(options)),
    ports: [
      routerPort(`rtoj-${name}`, joinOf(index), 16),
      routerPort(`rtoe-${name}`, externalOf(index), 24, { options: new Map([['gateway_mtu', '1400']]) }),
    ],
    static_routes: [
      route('10.0.0.0/8', '100.64.0.1'),
      route('0.0.0.0/0', '192.168.1.254', { output_port: `rtoe-${name}` }),
    ],
    nat: [subnetOf(index), joinOf(index), '10.0.0.0/8'].map(logical_ip =>
      newRow(NB, 'NAT', { type: 'snat', external_ip: externalOf(index), logical_ip }),
    ),
    load_balancer_group: [group],
  });
}

function clusterRouter(group) {
  const gateway = newRow(NB, 'Gateway_Chassis', { name: 'rtos-node0-node0', chassis_name: 'node0', priority: 1 });
  const toNode = index =>
    routerPort(`rtos-node${index}`, gatewayOf(index), 16, index === 0 ? { gateway_chassis: [gateway] } : {});
  return newRow(NB, 'Logical_Router', {
    name: 'cluster',
    options: new Map([['mcast_relay', 'false']]),
    ports: [routerPort('rtoj-cluster', '100.64.0.1', 16), ...range(NODES).map(toNode)],
    static_routes: range(NODES).map(index => route(subnetOf(index), joinOf(index), { policy: 'src-ip' })),
    policies: range(NODES).flatMap(policiesOf),
    load_balancer_group: [group],
  });
}

const policiesOf = index => [
  newRow(NB, 'Logical_Router_Policy', {
    priority: 1004,
    action: 'reroute',
    match: `inport == "rtos-node${index}" && ip4.dst == ${externalOf(index)} /* node${index} */`,
    nexthops: [joinOf(index)],
  }),
  newRow(NB, 'Logical_Router_Policy', {
    priority: 102,
    action: 'allow',
    match: `ip4.src == ${subnetOf(index)} && ip4.dst == 100.64.0.0/16`,
  }),
];

function service(index) {
  const vip = `10.96.${index >> 8}.${(index & 0xff) + 1}:80`;
  const backends = range(BACKENDS).map(backend => `${vmAddress(index * BACKENDS, (index + backend) % NODES)}:8080`);
  return newRow(NB, 'Load_Balancer', {
    name: `service${index}`,
    protocol: 'tcp',
    vips: new Map([[vip, backends.join()]]),
    options: new Map([
      ['reject', 'true'],
      ['skip_snat', 'false'],
    ]),
  });
}
