/**
 * UserDefinedNetwork and ClusterUserDefinedNetwork (k8s.ovn.org/v1; OVN-Kubernetes release 1.1,
 * go-controller/pkg/crd/userdefinednetwork/v1/{udn,cudn}.go). Each topology has its own configuration.
 */
import { type Metadata, metadata } from '../../reader/metadata.ts';
import { SELECTOR, type Selector } from '../../reader/selector.ts';
import { closed, type Made, madeOf, mapped, open, optional, required, type Shape } from '../../reader/shape.ts';
import type { LeftOutNetwork, NetworkIdentity, NetworkSpec } from '../../types/network-spec.ts';
import { EVPN_LEFT_OUT, LAYER3_LEFT_OUT } from './left-out.ts';
import { CLUSTER_FIELDS, CLUSTER_RULES, NAMESPACED_FIELDS, NAMESPACED_RULES, ROLE_ALONE } from './topologies.ts';

const ofNamespace = ({ namespace, name, labels, creationTimestamp }: Names): Omit<Identity, 'place'> => ({
  name: `${namespace}_${name}`,
  title: `UserDefinedNetwork ${namespace}/${name}`,
  labels,
  creationTimestamp,
  attachmentName: name,
  namespaces: namespace,
});

const ofCluster = ({ name, labels, creationTimestamp }: Names, namespaces: Selector): Omit<Identity, 'place'> => ({
  name: `cluster_udn_${name}`,
  title: `ClusterUserDefinedNetwork ${name}`,
  labels,
  creationTimestamp,
  attachmentName: name,
  namespaces,
});

const NAMES = { metadata: required(metadata({})) };

export const USER_DEFINED_NETWORK: Shape<NetworkSpec | LeftOutNetwork> = orRefused(
  mapped(
    open({ ...NAMES, spec: required(closed(NAMESPACED_FIELDS, NAMESPACED_RULES, 'spec')) }),
    ({ metadata, spec, place }) => network(spec, { ...ofNamespace(metadata), place }),
  ),
  mapped(open({ ...NAMES, spec: optional(open({ layer2: ROLE_ALONE })) }), ({ metadata, spec, place }) =>
    refusal({ ...ofNamespace(metadata), place }, spec?.layer2?.role),
  ),
);

export const CLUSTER_USER_DEFINED_NETWORK: Shape<NetworkSpec | LeftOutNetwork> = orRefused(
  mapped(
    open({
      ...NAMES,
      spec: required(
        closed(
          {
            namespaceSelector: required(SELECTOR),
            network: required(closed(CLUSTER_FIELDS, CLUSTER_RULES, 'spec.network')),
          },
          [],
          'spec',
        ),
      ),
    }),
    ({ metadata, spec: { namespaceSelector, network: spec }, place }) =>
      network(spec, { ...ofCluster(metadata, namespaceSelector), place }),
  ),
  mapped(
    open({
      ...NAMES,
      spec: required(open({ namespaceSelector: required(SELECTOR), network: optional(open({ layer2: ROLE_ALONE })) })),
    }),
    ({ metadata, spec: { namespaceSelector, network: spec }, place }) =>
      refusal({ ...ofCluster(metadata, namespaceSelector), place }, spec?.layer2?.role),
  ),
);

/** Of a network that the API server refuses, the namespaces that it is meant for are known. */
function orRefused(
  shape: Shape<NetworkSpec | LeftOutNetwork>,
  identity: Shape<LeftOutNetwork>,
): Shape<NetworkSpec | LeftOutNetwork> {
  return madeOf([shape], (tree, report) => shape(tree, report) ?? identity(tree, () => {}));
}

const refusal = (identity: Identity, role: keyof typeof ROLES = 'Primary'): LeftOutNetwork => ({
  ...identity,
  role: ROLES[role],
  attachments: [],
  id: undefined,
  why: 'the API server refuses it',
  uncompiled: undefined,
  isReported: true,
});

const ROLES = { Primary: 'primary', Secondary: 'secondary' } as const;

type Names = Pick<Metadata<Record<never, never>>, 'name' | 'namespace' | 'labels' | 'creationTimestamp'>;
type Identity = Omit<NetworkIdentity, 'role' | 'attachments' | 'id'>;
type Configurations = Pick<Made<typeof CLUSTER_FIELDS>, 'layer2' | 'layer3'> &
  Partial<Pick<Made<typeof CLUSTER_FIELDS>, 'localnet' | 'transport'>>;

/** The rules require exactly one of the configurations. */
function network(spec: Configurations, identity: Identity): NetworkSpec | LeftOutNetwork {
  const { layer2, layer3, localnet, transport } = spec;
  const { role } = (layer2 ?? layer3 ?? localnet)!;
  const common = { ...identity, role: ROLES[role], attachments: [], id: undefined };
  if (layer3) return { ...common, topology: 'layer3', ...LAYER3_LEFT_OUT };
  if (transport === 'EVPN') return { ...common, topology: 'layer2', ...EVPN_LEFT_OUT };
  return { ...common, ...configuration(layer2, localnet) };
}

function configuration(
  layer2: Configurations['layer2'],
  localnet: Configurations['localnet'],
): Omit<NetworkSpec, keyof NetworkIdentity> {
  const config = (layer2 ?? localnet)!;
  return {
    topology: layer2 ? 'layer2' : 'localnet',
    subnets: config.subnets ?? [],
    joinSubnets: layer2?.joinSubnets ?? [],
    excludeSubnets: localnet?.excludeSubnets ?? [],
    reservedSubnets: layer2?.reservedSubnets ?? [],
    infrastructureSubnets: layer2?.infrastructureSubnets ?? [],
    defaultGatewayIps: layer2?.defaultGatewayIPs ?? [],
    transitSubnets: [],
    hasIpam: config.ipam?.mode !== 'Disabled',
    hasPersistentIps: config.ipam?.lifecycle === 'Persistent',
    mtu: config.mtu,
    physicalNetworkName: localnet?.physicalNetworkName,
    vlan: localnet?.vlan?.access?.id,
    tunnelKeys: [],
  };
}
