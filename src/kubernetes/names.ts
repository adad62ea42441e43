/** Names and addresses that OVN-Kubernetes and KubeVirt choose, and that identify their pods and ports. */

const LAUNCHER = 'virt-launcher-';
/** A generated name has at most 63 characters, of which the last 5 are random (Kubernetes, apiserver/pkg/storage/names). */
const LONGEST_BASE = 58;
const RANDOM = 5;
/** The longest label of a DNS name. */
const LONGEST_LABEL = 63;

/** The name of the pod that runs a virtual machine, without its random end. Kubernetes cuts long ones. */
const launcherBase = (virtualMachine: string): string => `${LAUNCHER}${virtualMachine}-`.slice(0, LONGEST_BASE);

/** The pod that runs a virtual machine: KubeVirt's name for it. */
export const virtLauncherName = (virtualMachine: string, suffix: string): string =>
  launcherBase(virtualMachine) + suffix;

/** Whether a pod of this name can run the virtual machine. */
export function canLaunch(pod: string, virtualMachine: string): boolean {
  const base = launcherBase(virtualMachine);
  return pod.startsWith(base) && pod.length === base.length + RANDOM;
}

const VIRT_LAUNCHER = /^virt-launcher-(.+)-[a-z0-9]{5}$/;

/** Whether the name is as long as a generated name can be, so that it may be cut. */
export const isCutName = (pod: string): boolean => pod.startsWith(LAUNCHER) && pod.length === LONGEST_BASE + RANDOM;

/** The virtual machine that a pod of this name runs. Of a long name, only the first part is known. */
export const virtualMachineIn = (pod: string): string | undefined =>
  isCutName(pod) ? pod.slice(LAUNCHER.length, LONGEST_BASE).replace(/-$/, '') : VIRT_LAUNCHER.exec(pod)?.[1];

/**
 * The hostname of a virtual machine, which is also the label `vm.kubevirt.io/name` of its pod: the one in its
 * specification, or the first part of its name (KubeVirt, pkg/util/net/dns/sanitize.go).
 */
export const hostnameOf = (virtualMachine: string, given: string | undefined): string =>
  given || virtualMachine.split('.')[0]!.slice(0, LONGEST_LABEL);

/** The prefixes of a switch's own ports (OVN-Kubernetes release 1.1, go-controller/pkg/types/const.go). */
export const PORT_PREFIXES = { management: 'k8s-', switchToRouter: 'stor-' } as const;

/** The addresses of the DHCP server in OVN, equal on all networks (OVN-Kubernetes 1.1, go-controller/pkg/kubevirt/dhcp.go). */
export const DHCP_SERVER = { 4: '169.254.1.1', 6: 'fe80::1' } as const;

/**
 * The service of a load balancer, from its name: `NETWORK_Service_NAMESPACE/NAME_PROTOCOL_SCOPE`, without the network on the
 * cluster's own (OVN-Kubernetes 1.1, go-controller/pkg/ovn/controller/services/lb_config.go). Undefined for other names.
 */
export function serviceInLoadBalancer(
  name: string,
): { readonly service: string; readonly network?: string } | undefined {
  const [, network, service] = /^(?:(.+)_)?Service_([^_/]+\/[^_/]+)_(?:TCP|UDP|SCTP)_/.exec(name) ?? [];
  if (service === undefined) return undefined;
  return { service, ...(network !== undefined && { network }) };
}
