/** The virtual machines and pods of a network, found in it by whatever name people call them. */

import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { printAddress } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { PORT_PREFIXES, virtualMachineIn } from '../../kubernetes/names.ts';
import { unquote } from '../../lang/quoted-string.ts';
import type { LogicalFlow, LogicalNetwork } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';

export interface Guest {
  /** NAMESPACE/NAME of the VM, else of the pod, else the name of the port. */
  readonly name: string;
  readonly port: SbRow<'Port_Binding'>;
  readonly namespace?: string;
  readonly pod?: string;
  /** The virtual machine that the pod runs, by the way KubeVirt names its pods. */
  readonly vm?: string;
  /** `0a:58:ac:16:00:06` */
  readonly mac?: string;
  readonly ips: readonly string[];
  /** The flow that answers its DHCP requests. */
  readonly dhcpFlow?: LogicalFlow;
}

/** Every port behind which a VM or a pod can be, in the order of their names. */
export function findGuests(network: LogicalNetwork): Guest[] {
  const dhcpFlows = dhcpFlowsByPort(network);
  return network.Port_Binding.filter(isGuestPort)
    .map(port => toGuest(port, dhcpFlows.get(port.logical_port)))
    .sort((a, b) => (a.port.logical_port < b.port.logical_port ? -1 : 1));
}

/** Those of `guests` that `name` can mean: VM, pod, either with its namespace, logical port, MAC or IP address. */
export function guestsCalled(name: string, guests: readonly Guest[]): Guest[] {
  return guests.filter(({ port, namespace, pod, vm, mac, ips }) =>
    [
      port.logical_port,
      mac,
      ...ips,
      ...[vm, pod].flatMap(short => (short === undefined ? [] : [short, `${namespace}/${short}`])),
    ].includes(name),
  );
}

/** A remote port is a guest of another zone: the flows for it are here all the same. */
export const isGuestPort = ({ type, logical_port }: Pick<SbRow<'Port_Binding'>, 'type' | 'logical_port'>): boolean =>
  (type === '' || type === 'remote') && !OWN_PORT_PREFIXES.some(prefix => logical_port.startsWith(prefix));

const OWN_PORT_PREFIXES = Object.values(PORT_PREFIXES);

function dhcpFlowsByPort({ flows }: LogicalNetwork): Map<string, LogicalFlow> {
  const byPort = new Map<string, LogicalFlow>();
  for (const flow of flows.all()) {
    if (!flow.actions.includes('put_dhcp_opts(')) continue;
    const port = inportOf(flow);
    if (port !== undefined) byPort.set(port, flow);
  }
  return byPort;
}

/** The port whose packets a flow is for. */
export function inportOf({ match }: LogicalFlow): string | undefined {
  const [, quoted] = /\binport == ("(?:[^"\\]|\\.)*")/.exec(match) ?? [];
  const name = quoted === undefined ? undefined : unquote(quoted);
  return name && 'value' in name ? name.value : undefined;
}

function toGuest(port: SbRow<'Port_Binding'>, dhcpFlow: LogicalFlow | undefined): Guest {
  return {
    ...whoIs(port.logical_port, port.external_ids),
    port,
    ...addressesOf(port, dhcpFlow),
    ...(dhcpFlow && { dhcpFlow }),
  };
}

/**
 * Whose port it is, by its name and external_ids. OVN-Kubernetes calls a port `PREFIX_NAMESPACE_POD`; neither namespaces
 * nor pods have `_` in their names.
 */
export function whoIs(
  port: string,
  ids: ReadonlyMap<string, string>,
): Pick<Guest, 'name' | 'namespace' | 'pod' | 'vm'> {
  const [, ofName, pod] = /(?:^|_)([^_]+)_([^_]+)$/.exec(port) ?? [];
  const vm = virtualMachineIn(pod ?? '');
  if (pod === undefined || !(ids.get(EXTERNAL_IDS.pod) === 'true' || vm !== undefined)) return { name: port };
  const namespace = ids.get(EXTERNAL_IDS.namespace) ?? ofName!;
  return { name: `${namespace}/${vm ?? pod}`, namespace, pod, ...(vm !== undefined && { vm }) };
}

/**
 * From the port, or what it may send as, where migration has taken its addresses away; where there is just a dump, from the
 * flow that answers its DHCP requests.
 */
function addressesOf(
  port: SbRow<'Port_Binding'>,
  flow: LogicalFlow | undefined,
): { mac?: string; ips: readonly string[] } {
  const [addresses] = [...port.mac, ...port.port_security].flatMap(text => parseLspAddresses(text) ?? []);
  if (addresses) return { mac: addresses.mac, ips: addresses.networks.map(printAddress) };
  const mac = /\beth\.src == ([0-9a-f:]{17})/.exec(flow?.match ?? '')?.[1];
  const ip = /\bofferip = ([0-9.]+)/.exec(flow?.actions ?? '')?.[1];
  return { ...(mac !== undefined && { mac }), ips: ip === undefined ? [] : [ip] };
}
