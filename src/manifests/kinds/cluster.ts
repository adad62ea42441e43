/** OpenShift's Network object: the operator's (operator.openshift.io/v1) and the users' (config.openshift.io/v1). */
import type { Prefix } from '../../base/ip.ts';
import { cidr, flag, wholeNumber } from '../reader/scalars.ts';
import { listOf, mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { ClusterSpec } from '../types/cluster-spec.ts';

const MASQUERADE = optional(open({ internalMasqueradeSubnet: optional(cidr) }));
const INTERNAL = optional(open({ internalJoinSubnet: optional(cidr), internalTransitSwitchSubnet: optional(cidr) }));

const OVN_KUBERNETES = open({
  mtu: optional(wholeNumber(576, 65536)),
  ipv4: INTERNAL,
  ipv6: INTERNAL,
  v4InternalSubnet: optional(cidr),
  v6InternalSubnet: optional(cidr),
  gatewayConfig: optional(open({ routingViaHost: optional(flag, false), ipv4: MASQUERADE, ipv6: MASQUERADE })),
});

export const CLUSTER: Shape<ClusterSpec> = mapped(
  open({
    spec: required(
      open({
        clusterNetwork: optional(listOf(open({ cidr: required(cidr) })), []),
        serviceNetwork: optional(listOf(cidr), []),
        useMultiNetworkPolicy: optional(flag, false),
        defaultNetwork: optional(open({ ovnKubernetesConfig: optional(OVN_KUBERNETES) })),
      }),
    ),
    status: optional(open({ clusterNetworkMTU: optional(wholeNumber(576, 65536)) })),
  }),
  ({ spec, status, place }) => {
    const config = spec.defaultNetwork?.ovnKubernetesConfig;
    const gateway = config?.gatewayConfig;
    return {
      clusterNetworks: spec.clusterNetwork.map(network => network.cidr),
      serviceNetworks: spec.serviceNetwork,
      masqueradeSubnets: given(gateway?.ipv4?.internalMasqueradeSubnet, gateway?.ipv6?.internalMasqueradeSubnet),
      joinSubnets: given(
        config?.ipv4?.internalJoinSubnet ?? config?.v4InternalSubnet,
        config?.ipv6?.internalJoinSubnet ?? config?.v6InternalSubnet,
      ),
      transitSubnets: given(config?.ipv4?.internalTransitSwitchSubnet, config?.ipv6?.internalTransitSwitchSubnet),
      mtu: config?.mtu ?? status?.clusterNetworkMTU,
      isRoutingViaHost: gateway?.routingViaHost ?? false,
      usesMultiNetworkPolicy: spec.useMultiNetworkPolicy,
      place,
    };
  },
);

const given = (...networks: readonly (Prefix | undefined)[]): readonly Prefix[] =>
  networks.filter(network => network !== undefined);
