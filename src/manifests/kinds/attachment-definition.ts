/**
 * NetworkAttachmentDefinition (k8s.cni.cncf.io/v1): OVN-Kubernetes makes it for a user-defined network, or a user
 * writes it by hand (release 1.1, go-controller/pkg/config/cni.go and pkg/util/multi_network.go). The fields that exist
 * since release 1.2 are read, too.
 */

import { containsNetwork } from '../../base/address-forms/ip-range.ts';
import { error, note } from '../../base/diagnostic.ts';
import { ATTACHMENT_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { metadata } from '../reader/metadata.ts';
import {
  address,
  annotationJson,
  cidr,
  commaList,
  decimal,
  flag,
  json,
  oneOf,
  text,
  wholeNumber,
} from '../reader/scalars.ts';
import {
  type Draft,
  listOf,
  type Made,
  madeOf,
  mapped,
  open,
  optional,
  type Report,
  required,
  type Shape,
  type ShapeRule,
} from '../reader/shape.ts';
import { child } from '../reader/tree.ts';
import type { NetworkSpec } from '../types/network-spec.ts';

const CNI_PLUGIN = 'ovn-k8s-cni-overlay';
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
  allowPersistentIPs: optional(flag, false),
  ipam: optional(open({ type: optional(text) })),
};
type Config = Made<typeof CONFIG_FIELDS>;
type ConfigDraft = Draft<typeof CONFIG_FIELDS>;
type ConfigRule = ShapeRule<ConfigDraft>;

const METADATA = metadata({
  [ATTACHMENT_ANNOTATIONS.networkName]: optional(text),
  [ATTACHMENT_ANNOTATIONS.networkId]: optional(decimal),
  [ATTACHMENT_ANNOTATIONS.tunnelKeys]: optional(annotationJson(listOf(wholeNumber(1, 2 ** 24 - 1))), []),
});

/** Whether OVN-Kubernetes reads this configuration. Its rules do not hold for others. */
const isOurs = ({ type }: { readonly type?: string | undefined }): boolean => type === CNI_PLUGIN;
/** Whether it defines a network. A configuration of the cluster's own network has no topology. */
const isNetwork = (config: ConfigDraft, has: (field: string) => boolean): boolean => isOurs(config) && has('topology');

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
    code: 'layer3-unsupported',
    at: ['topology'],
    isBroken: config => isOurs(config) && config.topology === 'layer3',
    message: 'layer3 networks are not supported by udon, only layer2 and localnet ones',
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
    isBroken: config => isOurs(config) && Boolean(config.ipam?.type),
    message: 'an IPAM plugin is not allowed here: OVN-Kubernetes assigns addresses itself, from "subnets"',
  },
];

const SINGLE = open(CONFIG_FIELDS, CONFIG_RULES);
const PLUGINS = open({ name: optional(text), plugins: required(listOf(open({ type: optional(text) }), { min: 1 })) });

/**
 * A configuration or a list of plugins. In a list, OVN-Kubernetes has to be the only plugin. The name is that of the
 * list. If it has none, Multus gives it one, but not for OVN-Kubernetes.
 */
const CONFIG: Shape<Config> = madeOf([SINGLE, PLUGINS], (tree, report) => {
  const plugins = child(tree, 'plugins');
  if (tree.kind !== 'mapping' || plugins?.kind !== 'list') return SINGLE(tree, report);
  const list = PLUGINS(tree, report);
  const [first, second] = plugins.items;
  if (!list || first?.kind !== 'mapping') return undefined;
  if (second && list.plugins[0]?.type === CNI_PLUGIN) {
    report(error('plugin-chain', `${CNI_PLUGIN} has to be the only one of "plugins"`, second.place));
    return undefined;
  }
  const entries = new Map(first.entries);
  const name = tree.entries.get('name');
  if (name) entries.set('name', name);
  else entries.delete('name');
  return SINGLE({ ...first, entries }, report);
});

/**
 * Each attachment gives the network as its configuration describes it. networks.ts joins the attachments of one
 * network.
 */
export const ATTACHMENT_DEFINITION: Shape<NetworkSpec> = mapped(
  open({ metadata: required(METADATA), spec: required(open({ config: required(json(CONFIG)) })) }),
  ({ metadata: { namespace, name, labels, annotations }, spec: { config }, place }, report) => {
    const nad = `${namespace}/${name}`;
    if (!isOurs(config) || !config.topology) {
      const what = isOurs(config) ? "of the cluster's own network" : `of type "${config.type}", not ${CNI_PLUGIN},`;
      report(note('nad-passed-over', `${nad} is ${what} and is skipped`, place));
      return undefined;
    }
    reportOtherName(nad, config, report);
    if (!config.name || config.topology === 'layer3') return undefined;
    return {
      name: annotations?.[ATTACHMENT_ANNOTATIONS.networkName] ?? config.name,
      title: `NetworkAttachmentDefinition ${nad}`,
      labels,
      topology: config.topology,
      role: config.role,
      subnets: config.subnets,
      joinSubnets: config.joinSubnet,
      excludeSubnets: config.excludeSubnets,
      reservedSubnets: config.reservedSubnets,
      infrastructureSubnets: config.infrastructureSubnets,
      defaultGatewayIps: config.defaultGatewayIPs,
      transitSubnets: config.transitSubnet,
      hasIpam: config.subnets.length > 0,
      hasPersistentIps: config.allowPersistentIPs,
      mtu: config.mtu || undefined,
      physicalNetworkName: config.physicalNetworkName,
      vlan: config.vlanID || undefined,
      attachmentName: name,
      namespaces: namespace,
      attachments: [{ namespace, name }],
      id: annotations?.[ATTACHMENT_ANNOTATIONS.networkId],
      tunnelKeys: annotations?.[ATTACHMENT_ANNOTATIONS.tunnelKeys] ?? [],
      place,
    };
  },
);

function reportOtherName(nad: string, { netAttachDefName, place }: Config, report: Report): void {
  if (netAttachDefName === nad) return;
  const message = `"netAttachDefName" has to be "${nad}", the namespace and name of this object`;
  report(error('bad-nad-name', message, place));
}
