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
export const namePrefixOf = (networkOrAttachment: string): string => `${networkOrAttachment.replace(/[-/]/g, '.')}_`;

export const controllerName = (network: string): string => `${network}-network-controller`;
/** The controller of the cluster's own network also makes rows that all networks share. */
export const DEFAULT_CONTROLLER = controllerName('default');

export const layer2SwitchName = ({ prefix }: Prefixed): string => `${prefix}ovn_layer2_switch`;
export const localnetSwitchName = ({ prefix }: Prefixed): string => `${prefix}ovn_localnet_switch`;
export const localnetPortName = ({ prefix }: Prefixed): string => `${prefix}ovn_localnet_port`;
export const gatewayRouterName = ({ prefix }: Prefixed, node: Named): string => `GR_${prefix}${node.name}`;
export const externalSwitchName = ({ prefix }: Prefixed, node: Named): string => `ext_${prefix}${node.name}`;
export const managementPortName = ({ prefix }: Prefixed, node: Named): string =>
  `${PORT_PREFIXES.management}${prefix}${node.name}`;
export const bridgePortName = ({ prefix }: Prefixed, node: Named, bridge: string): string =>
  `${bridge}_${prefix}${node.name}`;

/** Router port to switch, and its peer, switch to router. */
export const routerToSwitchName = (layer2Switch: string): string => `rtos-${layer2Switch}`;
export const switchToRouterName = (layer2Switch: string): string => `${PORT_PREFIXES.switchToRouter}${layer2Switch}`;
export const remoteGatewayPortName = (layer2Switch: string, node: Named): string =>
  `${switchToRouterName(layer2Switch)}_${node.name}`;
export const transitRouterName = ({ prefix }: Prefixed): string => `${prefix}transit_router`;
/** Transit router to switch, and its peer, switch to transit router. */
export const transitToSwitchName = (layer2Switch: string): string => `trtos-${layer2Switch}`;
export const switchToTransitName = (layer2Switch: string): string => `stotr-${layer2Switch}`;
/** Transit router to gateway router, and its peer. */
export const transitToGatewayName = (gatewayRouter: string): string => `trtor-${gatewayRouter}`;
export const gatewayToTransitName = (gatewayRouter: string): string => `rtotr-${gatewayRouter}`;
/** Gateway router to external switch, and its peer. */
export const routerToExternalName = (gatewayRouter: string): string => `rtoe-${gatewayRouter}`;
export const externalToRouterName = (gatewayRouter: string): string => `etor-${gatewayRouter}`;
/** Gateway router to join switch: Layer2 networks have none, but one NAT row names it all the same. */
export const routerToJoinName = (gatewayRouter: string): string => `rtoj-${gatewayRouter}`;

export const podPortName = (attachment: string, pod: { readonly namespace: string; readonly name: string }): string =>
  `${namePrefixOf(attachment)}${pod.namespace}_${pod.name}`;

export type LoadBalancerScope = 'cluster' | 'clusterSwitch' | 'clusterRouter';
export const loadBalancerGroupName = ({ prefix }: Prefixed, scope: LoadBalancerScope): string =>
  `${prefix}${scope}LBGroup`;
