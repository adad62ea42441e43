/** A small network whose VM gets its address, and functions that add the fault for each code (samples/doctor). */
import { withFlows as replaceFlows } from '../../src/network/flow-source.ts';
import type { LogicalFlow, LogicalNetwork } from '../../src/network/logical-network.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { NB, type Nb, type NbRow } from '../../src/ovn/schema/nb.ts';
import { SB, type SbRow } from '../../src/ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../src/ovn/schema/schema.ts';
import { databaseText } from './database-text.ts';

const SWITCH = 'cluster_udn_cudn2_ovn_layer2_switch';
export const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const ADDRESSES = '0a:58:ac:16:00:06 172.22.0.6';

const NETWORK = [
  ['k8s.ovn.org/network', 'cluster_udn_cudn2'],
  ['k8s.ovn.org/topology', 'layer2'],
] as const;

const OPTIONS = {
  lease_time: '3500',
  server_id: '169.254.1.1',
  server_mac: '0a:58:a9:fe:01:01',
  hostname: '"fedora-1"',
  mtu: '1400',
  dns_server: '10.210.4.201',
  router: '172.22.0.1',
};

/** The differences from the network without faults. */
export interface Ailment {
  readonly port?: Partial<NbRow<'Logical_Switch_Port'>>;
  /** Options to change; undefined removes one. */
  readonly options?: Readonly<Record<string, string | undefined>>;
  readonly cidr?: string;
  /** Whether the port refers to the options, and whether the row exists. */
  readonly reference?: 'set' | 'unset' | 'none';
  readonly switchConfig?: Readonly<Record<string, string>>;
  readonly acls?: readonly NbRow<'ACL'>[];
  /** The DHCPv6 options of the port; none by default. */
  readonly options6?: { readonly cidr: string; readonly server_id: string };
}

export function northbound({ port, options, cidr = '172.22.0.0/16', reference = 'set', ...more }: Ailment = {}): Nb {
  const row = newRow(NB, 'DHCP_Options', {
    cidr,
    options: new Map(Object.entries({ ...OPTIONS, ...options }).filter(isThere)),
    external_ids: new Map([
      ['k8s.ovn.org/owner-type', 'VirtualMachine'],
      ['k8s.ovn.org/name', 'proj2/fedora-1'],
    ]),
  });
  const row6 = more.options6 && optionsOf6(more.options6);
  const vm = newRow(NB, 'Logical_Switch_Port', {
    name: PORT,
    addresses: [ADDRESSES],
    port_security: [ADDRESSES],
    up: true,
    options: new Map([['requested-chassis', 'worker-0']]),
    external_ids: new Map([...NETWORK, ['k8s.ovn.org/nad', 'proj2/cudn2'], ['namespace', 'proj2'], ['pod', 'true']]),
    ...(reference === 'set' && { dhcpv4_options: row }),
    ...(row6 && { dhcpv6_options: row6 }),
    ...port,
  });
  const management = newRow(NB, 'Logical_Switch_Port', {
    name: 'k8s-cluster_udn_cudn2_worker-0',
    addresses: ['0a:58:ac:16:00:02 172.22.0.2'],
    up: true,
    external_ids: new Map(NETWORK),
  });
  const ls = newRow(NB, 'Logical_Switch', {
    name: SWITCH,
    ports: [vm, management],
    acls: more.acls ?? [],
    other_config: new Map(Object.entries(more.switchConfig ?? {})),
    external_ids: new Map([...NETWORK, ['k8s.ovn.org/role', 'primary']]),
  });
  return newDatabase(NB, {
    Logical_Switch: [ls],
    Logical_Switch_Port: [vm, management],
    ACL: more.acls ?? [],
    DHCP_Options: [...(reference === 'none' ? [] : [row]), ...(row6 ? [row6] : [])],
  });
}

const optionsOf6 = ({ cidr, server_id }: NonNullable<Ailment['options6']>) =>
  newRow(NB, 'DHCP_Options', { cidr, options: new Map([['server_id', server_id]]) });

const isThere = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

/** The network as in a running cluster: its ports are bound to a chassis, and flows have only what a database stores. */
export function southbound(ailment: Ailment = {}, binding: Partial<SbRow<'Port_Binding'>> = {}): LogicalNetwork {
  const { network } = compileNetwork(northbound(ailment), { release: '25.03.0' });
  const chassis = newRow(SB, 'Chassis', { name: '0f3c9b52-6b7e-4c2f-9d5b-3d8c0a2e6a11', hostname: 'worker-0' });
  const bound = network.Port_Binding.map(row => ({
    ...row,
    ...(row.type === '' && { chassis, up: true }),
    ...(row.logical_port === PORT && binding),
  }));
  const stored = network.flows.all().map(({ madeFor: _, rule: __, ...flow }) => flow);
  return replaceFlows({ ...network, Chassis: [chassis], Port_Binding: bound, Multicast_Group: [] }, stored);
}

/** The network with the results of `change`, which can remove, replace or keep each flow. */
export const withFlows = (
  network: LogicalNetwork,
  change: (flow: LogicalFlow) => LogicalFlow | readonly LogicalFlow[],
): LogicalNetwork => replaceFlows(network, network.flows.all().flatMap(change));

export const nbText = (nb: Nb): string => databaseText('OVN_Northbound', nb);

export const sbText = ({ flows, missing: _, ...tables }: LogicalNetwork): string =>
  databaseText('OVN_Southbound', { ...tables, Logical_Flow: flows.all().map(flowRow) });

export const dumpText = printFlows;

function flowRow({ datapath, pipeline, table, priority, match, actions, stage }: LogicalFlow): object {
  const external_ids = new Map([['stage-name', stage]]);
  return { _uuid: '', logical_datapath: datapath, pipeline, table_id: table, priority, match, actions, external_ids };
}

export const acl = (row: Partial<NbRow<'ACL'>>): NbRow<'ACL'> =>
  newRow(NB, 'ACL', { action: 'drop', priority: 1000, ...row });
