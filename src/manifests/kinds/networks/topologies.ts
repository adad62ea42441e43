/**
 * The fields and rules of a network's topology, which UserDefinedNetworks and ClusterUserDefinedNetworks share
 * (OVN-Kubernetes release 1.1, go-controller/pkg/crd/userdefinednetwork/v1/{udn,cudn}.go).
 */
import { oneOf } from '../../reader/scalars.ts';
import { open, optional, required, type ShapeRule } from '../../reader/shape.ts';
import { LAYER2, ROLE } from './layer2.ts';
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

/** `transport` exists since release 1.2, EVPN since 1.3. A Layer2 network uses Geneve, as before, or EVPN. */
const TRANSPORT_RULES: readonly ShapeRule<TopologyDraft & { readonly transport?: string | undefined }>[] = [
  {
    code: 'layer3-transport',
    at: ['transport'],
    isBroken: ({ transport, topology }) => transport === 'NoOverlay' && topology !== 'Layer3',
    message: 'transport NoOverlay is for primary Layer3 networks only: use Geneve or leave it out',
  },
];

/** The role alone: udon does not compile these networks. */
const LAYER3 = open({ role: optional(ROLE, 'Primary' as const) });

export const ROLE_ALONE = optional(LAYER3);

export const NAMESPACED_FIELDS = {
  topology: required(
    oneOf(['Layer2', 'Layer3'], { Localnet: '; Localnet is allowed only in a ClusterUserDefinedNetwork' }),
  ),
  layer2: optional(LAYER2),
  layer3: optional(LAYER3),
};
export const CLUSTER_FIELDS = {
  ...NAMESPACED_FIELDS,
  topology: required(oneOf(['Layer2', 'Layer3', 'Localnet'])),
  localnet: optional(LOCALNET),
  transport: optional(oneOf(['Geneve', 'NoOverlay', 'EVPN'])),
  noOverlay: optional(open({})),
  noOverlayOptions: optional(open({})),
  evpn: optional(open({})),
};
export const NAMESPACED_RULES = [...unionRules('Layer2'), ...unionRules('Layer3')];
export const CLUSTER_RULES = [...NAMESPACED_RULES, ...unionRules('Localnet'), ...TRANSPORT_RULES];
