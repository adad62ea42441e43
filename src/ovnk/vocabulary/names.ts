/** The names of OVN-Kubernetes' rows (release 1.1, go-controller/pkg/util/multi_network.go and util.go). */
import { PORT_PREFIXES } from '../../kubernetes/names.ts';

interface Prefixed {
  readonly prefix: string;
}
interface Named {
  readonly name: string;
}

/** The prefix of the names of a network's rows. The prefix of a pod port's name is derived from the attachment. */
export const namePrefixOf = (networkOrAttachment: string): string => `${networkOrAttachment.replace(/[-/]/g, '.')}_`;

export const controllerName = (network: string): string => `${network}-network-controller`;
/** The controller of the cluster's own network. It also makes rows that all networks share. */
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

/** The port of a router to its switch, and the peer of that port. */
export const routerToSwitchName = (layer2Switch: string): string => `rtos-${layer2Switch}`;
export const switchToRouterName = (layer2Switch: string): string => `${PORT_PREFIXES.switchToRouter}${layer2Switch}`;
export const remoteGatewayPortName = (layer2Switch: string, node: Named): string =>
  `${switchToRouterName(layer2Switch)}_${node.name}`;
export const transitRouterName = ({ prefix }: Prefixed): string => `${prefix}transit_router`;
/** The port of the transit router to its switch, and the peer of that port. */
export const transitToSwitchName = (layer2Switch: string): string => `trtos-${layer2Switch}`;
export const switchToTransitName = (layer2Switch: string): string => `stotr-${layer2Switch}`;
/** The port of the transit router to a gateway router, and the peer of that port. */
export const transitToGatewayName = (gatewayRouter: string): string => `trtor-${gatewayRouter}`;
export const gatewayToTransitName = (gatewayRouter: string): string => `rtotr-${gatewayRouter}`;
/** The port of a gateway router to its external switch, and the peer of that port. */
export const routerToExternalName = (gatewayRouter: string): string => `rtoe-${gatewayRouter}`;
export const externalToRouterName = (gatewayRouter: string): string => `etor-${gatewayRouter}`;
/**
 * The port of a gateway router to the join switch. Layer2 networks have no join switch, but one NAT row has this name.
 */
export const routerToJoinName = (gatewayRouter: string): string => `rtoj-${gatewayRouter}`;

export const podPortName = (attachment: string, pod: { readonly namespace: string; readonly name: string }): string =>
  `${namePrefixOf(attachment)}${pod.namespace}_${pod.name}`;

export type LoadBalancerScope = 'cluster' | 'clusterSwitch' | 'clusterRouter';
export const loadBalancerGroupName = ({ prefix }: Prefixed, scope: LoadBalancerScope): string =>
  `${prefix}${scope}LBGroup`;
