/**
 * UserDefinedNetwork and ClusterUserDefinedNetwork (k8s.ovn.org/v1; OVN-Kubernetes release 1.1,
 * go-controller/pkg/crd/userdefinednetwork/v1/{udn,cudn}.go). Each topology has its own configuration.
 */
import type { Place } from '../../base/source-text.ts';
import { metadata } from '../reader/metadata.ts';
import { oneOf } from '../reader/scalars.ts';
import { SELECTOR, type Selector } from '../reader/selector.ts';
import { closed, type Made, mapped, open, optional, required, type Shape, type ShapeRule } from '../reader/shape.ts';
import type { NetworkSpec } from '../types/network-spec.ts';
import { LAYER2 } from './layer2.ts';
import { LOCALNET } from './localnet.ts';

/** The configuration that each topology requires. Other topologies do not allow it. */
const CONFIGURATION = { Layer2: 'layer2', Layer3: 'layer3', Localnet: 'localnet' } as const;
type Topology = keyof typeof CONFIGURATION;

interface TopologyDraft {
  readonly topology?: Topology | undefined;
}

const unionRules = (topology: Topology): readonly ShapeRule<TopologyDraft>[] => {
  const field = CONFIGURATION[topology];
  return [
    {
      code: 'missing-field',
      at: [],
      isBroken: (draft, has) => draft.topology === topology && !has(field),
      message: `"${field}" is missing here; topology ${topology} needs it`,
    },
    {
      code: 'wrong-topology',
      at: [field],
      isBroken: (draft, has) => draft.topology !== undefined && draft.topology !== topology && has(field),
      message: `"${field}" is allowed only where "topology" is ${topology}`,
    },
  ];
};

const NO_LAYER3: ShapeRule<TopologyDraft> = {
  code: 'layer3-unsupported',
  at: ['topology'],
  isBroken: ({ topology }) => topology === 'Layer3',
  message: 'Layer3 networks are not supported by udon, only Layer2 and Localnet ones',
};

/** `transport` exists since release 1.2, EVPN since 1.3. A Layer2 network uses Geneve, as before, or EVPN. */
const TRANSPORT_RULES: readonly ShapeRule<{ readonly transport?: string | undefined }>[] = [
  {
    code: 'transport-unsupported',
    at: ['transport'],
    isBroken: ({ transport }) => transport === 'EVPN',
    message: 'transport EVPN is not supported by udon, only Geneve',
  },
  {
    code: 'layer3-transport',
    at: ['transport'],
    isBroken: ({ transport }) => transport === 'NoOverlay',
    message: 'transport NoOverlay is for primary Layer3 networks only: use Geneve or leave it out',
  },
];

const NAMESPACED_FIELDS = {
  topology: required(
    oneOf(['Layer2', 'Layer3'], { Localnet: '; Localnet is allowed only in a ClusterUserDefinedNetwork' }),
  ),
  layer2: optional(LAYER2),
  layer3: optional(open({})),
};
const CLUSTER_FIELDS = {
  ...NAMESPACED_FIELDS,
  topology: required(oneOf(['Layer2', 'Layer3', 'Localnet'])),
  localnet: optional(LOCALNET),
  transport: optional(oneOf(['Geneve', 'NoOverlay', 'EVPN'])),
  noOverlay: optional(open({})),
  noOverlayOptions: optional(open({})),
  evpn: optional(open({})),
};
const NAMESPACED_RULES = [NO_LAYER3, ...unionRules('Layer2'), ...unionRules('Layer3')];
const CLUSTER_RULES = [...NAMESPACED_RULES, ...unionRules('Localnet'), ...TRANSPORT_RULES];

export const USER_DEFINED_NETWORK: Shape<NetworkSpec> = mapped(
  open({ metadata: required(metadata({})), spec: required(closed(NAMESPACED_FIELDS, NAMESPACED_RULES, 'spec')) }),
  ({ metadata: { namespace, name, labels }, spec, place }) =>
    network(spec, {
      name: `${namespace}_${name}`,
      title: `UserDefinedNetwork ${namespace}/${name}`,
      labels,
      attachmentName: name,
      namespaces: namespace,
      place,
    }),
);

export const CLUSTER_USER_DEFINED_NETWORK: Shape<NetworkSpec> = mapped(
  open({
    metadata: required(metadata({})),
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
  ({ metadata: { name, labels }, spec: { namespaceSelector, network: spec }, place }) =>
    network(spec, {
      name: `cluster_udn_${name}`,
      title: `ClusterUserDefinedNetwork ${name}`,
      labels,
      attachmentName: name,
      namespaces: namespaceSelector,
      place,
    }),
);

interface Identity {
  readonly name: string;
  readonly title: string;
  readonly labels: NetworkSpec['labels'];
  readonly attachmentName: string;
  readonly namespaces: Selector | string;
  readonly place: Place;
}
type Configurations = Pick<Made<typeof CLUSTER_FIELDS>, 'layer2'> &
  Partial<Pick<Made<typeof CLUSTER_FIELDS>, 'localnet'>>;

/** The rules require exactly one of the configurations. */
function network({ layer2, localnet }: Configurations, identity: Identity): NetworkSpec {
  const config = (layer2 ?? localnet)!;
  return {
    ...identity,
    topology: layer2 ? 'layer2' : 'localnet',
    role: config.role === 'Primary' ? 'primary' : 'secondary',
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
    attachments: [],
    id: undefined,
    tunnelKeys: [],
  };
}
