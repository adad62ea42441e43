/**
 * The configuration in a NetworkAttachmentDefinition (release 1.1, go-controller/pkg/config/cni.go and
 * pkg/util/multi_network.go). The fields that exist since release 1.2 are read, too.
 */
import { containsNetwork } from '../../../base/address-forms/ip-range.ts';
import { error } from '../../../base/diagnostic.ts';
import { address, cidr, commaList, flag, oneOf, text, wholeNumber } from '../../reader/scalars.ts';
import {
  type Draft,
  type Made,
  madeOf,
  open,
  optional,
  required,
  type Shape,
  type ShapeRule,
} from '../../reader/shape.ts';
import { child, type Tree } from '../../reader/tree.ts';

export const CNI_PLUGIN = 'ovn-k8s-cni-overlay';
/** Reserved names: these are the cluster's own network. */
const OWN_NAMES = ['default', 'ovn-kubernetes'];

const CONFIG_FIELDS = {
  type: required(text),
  name: optional(text),
  netAttachDefName: optional(text),
  topology: optional(oneOf(['layer2', 'layer3', 'localnet'])),
  role: optional(oneOf(['primary', 'secondary']), 'secondary' as const),
  subnets: optional(commaList(cidr), []),
  joinSubnet: optional(commaList(cidr), []),
  excludeSubnets: optional(commaList(cidr), []),
  reservedSubnets: optional(commaList(cidr), []),
  infrastructureSubnets: optional(commaList(cidr), []),
  defaultGatewayIPs: optional(commaList(address), []),
  transitSubnet: optional(commaList(cidr), []),
  mtu: optional(wholeNumber(0, 65536)),
  vlanID: optional(wholeNumber(0, 4095), 0),
  physicalNetworkName: optional(text),
  transport: optional(text),
  allowPersistentIPs: optional(flag, false),
  ipam: optional(open({ type: optional(text) })),
};
export type Config = Made<typeof CONFIG_FIELDS>;
type ConfigDraft = Draft<typeof CONFIG_FIELDS>;
type ConfigRule = ShapeRule<ConfigDraft>;

/** Whether it defines a network. A configuration of the cluster's own network has no topology. */
const isNetwork = (_: ConfigDraft, has: (field: string) => boolean): boolean => has('topology');

const CONFIG_RULES: readonly ConfigRule[] = [
  {
    code: 'missing-field',
    at: [],
    isBroken: (config, has) => isNetwork(config, has) && !has('name'),
    message: '"name" is missing here: the name of the network',
  },
  {
    code: 'reserved-name',
    at: ['name'],
    isBroken: (config, has) => isNetwork(config, has) && OWN_NAMES.includes(config.name ?? ''),
    message: `the names ${OWN_NAMES.map(name => `"${name}"`).join(' and ')} are for the cluster's own network`,
  },
  {
    code: 'missing-field',
    at: [],
    isBroken: ({ role, topology }, has) => topology === 'layer2' && role === 'primary' && !has('subnets'),
    message: '"subnets" is missing here; a primary network needs it',
  },
  {
    code: 'range-outside',
    at: ['excludeSubnets'],
    isBroken: ({ excludeSubnets = [], subnets = [] }) =>
      excludeSubnets.some(range => !subnets.some(subnet => containsNetwork(subnet, range))),
    message: 'each of "excludeSubnets" has to lie within one of "subnets"',
  },
  {
    code: 'localnet-role',
    at: ['role'],
    isBroken: ({ topology, role }) => topology === 'localnet' && role === 'primary',
    message: 'a localnet network cannot be primary: use "role": "secondary"',
  },
  {
    code: 'localnet-join',
    at: ['joinSubnet'],
    isBroken: ({ topology }, has) => topology === 'localnet' && has('joinSubnet'),
    message: '"joinSubnet" is not allowed here: a localnet network has no routers',
  },
  {
    code: 'ipam-plugin',
    at: ['ipam', 'type'],
    isBroken: config => Boolean(config.ipam?.type),
    message: 'an IPAM plugin is not allowed here: OVN-Kubernetes assigns addresses itself, from "subnets"',
  },
];

const SINGLE = open(CONFIG_FIELDS, CONFIG_RULES);

/** The plugin that a configuration is for: in a list, the first one. */
export function pluginOf(tree: Tree): string | undefined {
  const type = child(child(child(tree, 'plugins'), 0) ?? tree, 'type');
  return type?.kind === 'scalar' && typeof type.value === 'string' ? type.value : undefined;
}

/**
 * A configuration of OVN-Kubernetes, or a list of plugins with no other one. The name is that of the list. If it has none,
 * Multus gives it one, but not for OVN-Kubernetes.
 */
export const CONFIG: Shape<Config> = madeOf([SINGLE], (tree, report) => {
  const plugins = child(tree, 'plugins');
  if (tree.kind !== 'mapping' || plugins?.kind !== 'list') return SINGLE(exactly(tree), report);
  const [first, second] = plugins.items;
  if (second) report(error('plugin-chain', `${CNI_PLUGIN} has to be the only one of "plugins"`, second.place));
  if (second || first?.kind !== 'mapping') return undefined;
  const { name, ...others } = Object.fromEntries(first.entries);
  const ofList = tree.entries.get('name');
  const entries = Object.entries(ofList ? { ...others, name: ofList } : others);
  return SINGLE(exactly({ ...first, entries: new Map(entries) }), report);
});

/**
 * With the names of fields as Go reads them: in any case, and of two the last one. The subnets of Layer3 networks have
 * another form, which is not read, because these networks are not compiled.
 */
function exactly(tree: Tree): Tree {
  if (tree.kind !== 'mapping') return tree;
  const entries = new Map(
    [...tree.entries].map(([name, entry]) => [EXACT_NAMES.get(name.toLowerCase()) ?? name, entry] as const),
  );
  const topology = entries.get('topology')?.value;
  if (topology?.kind === 'scalar' && topology.value === 'layer3') entries.delete('subnets');
  return { ...tree, entries };
}

const EXACT_NAMES = new Map(Object.keys(CONFIG_FIELDS).map(name => [name.toLowerCase(), name]));
