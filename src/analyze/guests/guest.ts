/** The virtual machines and pods of a network, found by any of their names or addresses. */

import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { parseAddress, printAddress } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import { once } from '../../base/remember.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { PORT_PREFIXES, virtualMachineIn } from '../../kubernetes/names.ts';
import type { LogicalFlow, LogicalNetwork } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import { callsAction, offeredValue } from '../../sema/flow-facts/action-facts.ts';
import { ethSourcesOf, inportsOf } from '../../sema/flow-facts/match-facts.ts';

export interface Guest {
  /** NAMESPACE/NAME of the VM, else of the pod, else the name of the port. */
  readonly name: string;
  readonly port: SbRow<'Port_Binding'>;
  readonly namespace?: string;
  readonly pod?: string;
  /** The virtual machine that the pod runs, from the name that KubeVirt gives its pods. */
  readonly vm?: string;
  /** `0a:58:ac:16:00:06` */
  readonly mac?: string | undefined;
  readonly ips: readonly string[];
  /** The flow that answers its DHCP requests. */
  readonly dhcpFlow?: LogicalFlow;
  /** The flow that answers its DHCPv6 messages. */
  readonly dhcpv6Flow?: LogicalFlow;
}

/**
 * Every port that a VM or a pod can have, in the order of the port names. `dynamicAddresses` are those that ovn-northd chose
 * for ports, by their names, as in the northbound column. `machineOf` is the machine that a pod runs.
 */
export function findGuests(
  network: LogicalNetwork,
  dynamicAddresses: (port: string) => string | undefined = () => undefined,
  machineOf: MachineOf = machineByName,
): Guest[] {
  const flows = dhcpFlowsByPort(network);
  return network.Port_Binding.filter(isGuestPort)
    .map(port => toGuest(port, flows, dynamicAddresses(port.logical_port), machineOf))
    .sort((a, b) => (a.port.logical_port < b.port.logical_port ? -1 : 1));
}

/** Those of `guests` that `name` can mean: VM, pod, either with its namespace, logical port, MAC or IP address. */
export function guestsCalled(name: string, guests: readonly Guest[]): Guest[] {
  const address = addressIn(name);
  return guests.filter(
    guest => guestNames(guest).includes(name) || (address !== undefined && addressesIn(guest).includes(address)),
  );
}

/** Every name of a guest. */
export const guestNames = ({ port, namespace, pod, vm }: Guest): string[] => [
  port.logical_port,
  ...[vm, pod].flatMap(short => (short === undefined ? [] : [short, `${namespace}/${short}`])),
];

const addressesIn = ({ mac, ips }: Guest): (string | undefined)[] => [mac, ...ips].map(text => addressIn(text ?? ''));

/** A MAC or an IP address in its canonical form: in lower case, and without leading zeros in IPv6. */
function addressIn(text: string): string | undefined {
  const mac = parseMac(text);
  if (mac !== undefined) return printMac(mac);
  const ip = parseAddress(text);
  return ip && printAddress(ip);
}

/** A remote port is a guest of another zone; its flows are in this zone, too. */
export const isGuestPort = ({ type, logical_port }: Pick<SbRow<'Port_Binding'>, 'type' | 'logical_port'>): boolean =>
  (type === '' || type === 'remote') && !OWN_PORT_PREFIXES.some(prefix => logical_port.startsWith(prefix));

const OWN_PORT_PREFIXES = Object.values(PORT_PREFIXES);

type FlowsByPort = ReadonlyMap<string, LogicalFlow>;

interface DhcpFlows {
  readonly dhcp: FlowsByPort;
  readonly dhcpv6: FlowsByPort;
}

function dhcpFlowsByPort({ flows }: LogicalNetwork): DhcpFlows {
  const [dhcp, dhcpv6] = [new Map<string, LogicalFlow>(), new Map<string, LogicalFlow>()];
  for (const flow of flows.all()) {
    const byPort = callsAction(flow.actions, 'put_dhcp_opts')
      ? dhcp
      : callsAction(flow.actions, 'put_dhcpv6_opts')
        ? dhcpv6
        : undefined;
    if (byPort) for (const port of inportsOf(flow.match) ?? []) byPort.set(port, flow);
  }
  return { dhcp, dhcpv6 };
}

const NO_FLOWS: DhcpFlows = { dhcp: new Map(), dhcpv6: new Map() };

/** The guest of a port whose flows are not known; `dynamic` are the addresses that ovn-northd chose for it. */
export const guestOfPort = (port: SbRow<'Port_Binding'>, dynamic?: string): Guest =>
  toGuest(port, NO_FLOWS, dynamic, machineByName);

/** Addresses are parsed when they are first needed. */
function toGuest(
  port: SbRow<'Port_Binding'>,
  flows: DhcpFlows,
  dynamic: string | undefined,
  machineOf: MachineOf,
): Guest {
  const [dhcpFlow, dhcpv6Flow] = [flows.dhcp.get(port.logical_port), flows.dhcpv6.get(port.logical_port)];
  const addresses = once(() => addressesOf(port, dhcpFlow, dynamic));
  return {
    ...whoIs(port.logical_port, port.external_ids, machineOf),
    port,
    get mac() {
      return addresses().mac;
    },
    get ips() {
      return addresses().ips;
    },
    ...(dhcpFlow && { dhcpFlow }),
    ...(dhcpv6Flow && { dhcpv6Flow }),
  };
}

/** The virtual machine that a pod runs. */
export type MachineOf = (namespace: string, pod: string) => string | undefined;
const machineByName: MachineOf = (_, pod) => virtualMachineIn(pod);

/**
 * The pod or VM of a port, from its name and external_ids. OVN-Kubernetes names a port `PREFIX_NAMESPACE_POD`; namespaces
 * and pods have no `_` in their names.
 */
export function whoIs(
  port: string,
  ids: ReadonlyMap<string, string>,
  machineOf: MachineOf = machineByName,
): Pick<Guest, 'name' | 'namespace' | 'pod' | 'vm'> {
  const [, ofName, pod] = /(?:^|_)([^_]+)_([^_]+)$/.exec(port) ?? [];
  const namespace = ids.get(EXTERNAL_IDS.namespace) ?? ofName!;
  const vm = machineOf(namespace, pod ?? '');
  if (pod === undefined || !(ids.get(EXTERNAL_IDS.pod) === 'true' || vm !== undefined)) return { name: port };
  return { name: `${namespace}/${vm ?? pod}`, namespace, pod, ...(vm !== undefined && { vm }) };
}

/**
 * The addresses from the port, or from its port security if a migration has removed them. A dump has neither, and the
 * southbound row of a port with dynamic addresses may have only its MAC: then they are from the flow that answers the DHCP
 * requests of the port.
 */
function addressesOf(
  port: SbRow<'Port_Binding'>,
  flow: LogicalFlow | undefined,
  dynamic = '',
): { mac?: string | undefined; ips: readonly string[] } {
  const texts = [dynamic, ...port.mac, ...port.port_security];
  const [addresses] = texts.flatMap(text => parseLspAddresses(text) ?? []);
  const isOpen = addresses?.networks.length === 0 && port.mac.some(isDynamic);
  if (addresses && !(isOpen && flow)) return { mac: addresses.mac, ips: addresses.networks.map(printAddress) };
  const [mac] = (flow && ethSourcesOf(flow.match)) ?? [];
  const ip = flow && offeredValue(flow.actions, 'offerip');
  return { mac, ips: ip === undefined ? [] : [ip] };
}

/** Whether ovn-northd chooses the addresses, or a part of them (man ovn-nb, Logical_Switch_Port, addresses). */
export const isDynamic = (addresses: string): boolean => /\bdynamic\b/.test(addresses);

/** Whether an address of a guest is one of IPv6. */
export const isIPv6 = (ip: string): boolean => ip.includes(':');
