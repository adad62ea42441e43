/**
 * How OVN-Kubernetes names what it makes (release 1.1, go-controller/pkg/util/multi_network.go and util.go).
 */
import { PORT_PREFIXES } from '../../kubernetes/names.ts';

interface Prefixed {
  readonly prefix: string;
}
interface Named {
  readonly name: string;
}

/** What the names of a network's entities begin with; also what those of a pod's port begin with, made from the attachment. */
export const prefixOf = (networkOrAttachment: string): string => `${networkOrAttachment.replace(/[-/]/g, '.')}_`;

export const controllerOf = (network: string): string => `${network}-network-controller`;
/** The controller of the cluster's own network also makes rows that all networks share. */
export const DEFAULT_CONTROLLER = controllerOf('default');

export const layer2Switch = ({ prefix }: Prefixed): string => `${prefix}ovn_layer2_switch`;
export const localnetSwitch = ({ prefix }: Prefixed): string => `${prefix}ovn_localnet_switch`;
export const localnetPort = ({ prefix }: Prefixed): string => `${prefix}ovn_localnet_port`;
export const gatewayRouter = ({ prefix }: Prefixed, node: Named): string => `GR_${prefix}${node.name}`;
export const externalSwitch = ({ prefix }: Prefixed, node: Named): string => `ext_${prefix}${node.name}`;
export const managementPort = ({ prefix }: Prefixed, node: Named): string =>
  `${PORT_PREFIXES.management}${prefix}${node.name}`;
export const bridgePort = ({ prefix }: Prefixed, node: Named, bridge: string): string =>
  `${bridge}_${prefix}${node.name}`;

/** Router port to switch, and its peer, switch to router. */
export const routerToSwitch = (layer2Switch: string): string => `rtos-${layer2Switch}`;
export const switchToRouter = (layer2Switch: string): string => `${PORT_PREFIXES.switchToRouter}${layer2Switch}`;
export const remoteGatewayPort = (layer2Switch: string, node: Named): string =>
  `${switchToRouter(layer2Switch)}_${node.name}`;
export const transitRouter = ({ prefix }: Prefixed): string => `${prefix}transit_router`;
/** Transit router to switch, and its peer, switch to transit router. */
export const transitToSwitch = (layer2Switch: string): string => `trtos-${layer2Switch}`;
export const switchToTransit = (layer2Switch: string): string => `stotr-${layer2Switch}`;
/** Transit router to gateway router, and its peer. */
export const transitToGateway = (gatewayRouter: string): string => `trtor-${gatewayRouter}`;
export const gatewayToTransit = (gatewayRouter: string): string => `rtotr-${gatewayRouter}`;
/** Gateway router to external switch, and its peer. */
export const routerToExternal = (gatewayRouter: string): string => `rtoe-${gatewayRouter}`;
export const externalToRouter = (gatewayRouter: string): string => `etor-${gatewayRouter}`;
/** Gateway router to join switch: Layer2 networks have none, but one NAT row names it all the same. */
export const routerToJoin = (gatewayRouter: string): string => `rtoj-${gatewayRouter}`;

export const podPort = (attachment: string, pod: { readonly namespace: string; readonly name: string }): string =>
  `${prefixOf(attachment)}${pod.namespace}_${pod.name}`;

export type LoadBalancerScope = 'cluster' | 'clusterSwitch' | 'clusterRouter';
export const loadBalancerGroup = ({ prefix }: Prefixed, scope: LoadBalancerScope): string => `${prefix}${scope}LBGroup`;
