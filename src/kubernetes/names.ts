/** Names and addresses that OVN-Kubernetes and KubeVirt choose, and that identify their pods and ports. */

/** The pod that runs a virtual machine: KubeVirt's name for it. */
export const virtLauncherName = (virtualMachine: string, suffix: string): string =>
  `virt-launcher-${virtualMachine}-${suffix}`;

const VIRT_LAUNCHER = /^virt-launcher-(.+)-[a-z0-9]{5}$/;

/** The virtual machine that a pod of this name runs. */
export const virtualMachineIn = (pod: string): string | undefined => VIRT_LAUNCHER.exec(pod)?.[1];

/** The prefixes of a switch's own ports (OVN-Kubernetes release 1.1, go-controller/pkg/types/const.go). */
export const PORT_PREFIXES = { management: 'k8s-', switchToRouter: 'stor-' } as const;

/** The addresses of the DHCP server in OVN, equal on all networks (OVN-Kubernetes 1.1, go-controller/pkg/kubevirt/dhcp.go). */
export const DHCP_SERVER = { 4: '169.254.1.1', 6: 'fe80::1' } as const;
