/**
 * The DHCP_Options of a virtual machine on a primary Layer2 network: one row for each of its addresses. All its pods
 * share the rows (OVN-Kubernetes release 1.1, go-controller/pkg/kubevirt/dhcp.go).
 */
import { type Family, networkAddress, type Prefix, parseAddress, printAddress, printPrefix } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { DHCP_SERVER } from '../../kubernetes/names.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { macFromAddress, ofFamily } from '../vocabulary/addresses.ts';
import { dbIds } from '../vocabulary/db-ids.ts';
import type { PodPort, Settings, ZoneNetwork } from '../zone/zone.ts';

const SERVER = { 4: parseAddress(DHCP_SERVER[4])!, 6: parseAddress(DHCP_SERVER[6])! } as const;
/** In seconds. */
const LEASE_TIME = 3500;

/** The row of a port and family; undefined if OVN serves no DHCP there. */
export type VirtualMachineDhcpOptions = (port: PodPort, family: Family) => NbRow<'DHCP_Options'> | undefined;

/** Returns a lookup that builds each row on first use. Pods without a virtual machine have no rows. */
export function newVirtualMachineDhcpOptions(network: ZoneNetwork, settings: Settings): VirtualMachineDhcpOptions {
  const made = new Map<string, NbRow<'DHCP_Options'>>();
  return (port, family) => {
    const name = port.pod.virtualMachine;
    const [address] = ofFamily(family, port.addresses);
    if (name === undefined || !address || network.role !== 'primary' || network.topology !== 'layer2') return undefined;
    const key = `${port.pod.namespace}/${name} ${printPrefix(networkAddress(address))}`;
    const row = made.get(key) ?? buildDhcpOptions(`${port.pod.namespace}/${name}`, address, port, network, settings);
    made.set(key, row);
    return row;
  };
}

function buildDhcpOptions(
  virtualMachine: string,
  address: Prefix,
  { gateways, pod }: PodPort,
  network: ZoneNetwork,
  settings: Settings,
): NbRow<'DHCP_Options'> {
  const cidr = printPrefix(networkAddress(address));
  const hostname = JSON.stringify(pod.virtualMachine);
  const dns = ofFamily(address.family, settings.dnsAddresses).map(printAddress).join();
  const router = ofFamily(address.family, gateways).map(printAddress)[0];
  return newRow(NB, 'DHCP_Options', {
    cidr,
    options: address.family === 4 ? options4(hostname, dns, router, network.mtu) : options6(hostname, dns),
    external_ids: new Map([
      ...dbIds('DHCP_Options', 'VirtualMachine', network.controller, virtualMachine, cidr.replaceAll(':', '.')),
      [EXTERNAL_IDS.zone, 'local'],
    ]),
  });
}

/** The option `dns_server` is set even if it is empty. */
const options4 = (hostname: string, dns: string, router: string | undefined, mtu: number) =>
  new Map([
    ['lease_time', String(LEASE_TIME)],
    ['server_id', printAddress(SERVER[4])],
    ['server_mac', macFromAddress(SERVER[4])],
    ['hostname', hostname],
    ['mtu', String(mtu)],
    ['dns_server', dns],
    ...optionalEntry('router', router),
  ]);

/** The router comes from router advertisements. */
const options6 = (hostname: string, dns: string) =>
  new Map([['server_id', macFromAddress(SERVER[6])], ['fqdn', hostname], ...optionalEntry('dns_server', dns)]);

const optionalEntry = (key: string, value: string | undefined): readonly [string, string][] =>
  value ? [[key, value]] : [];
