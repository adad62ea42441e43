/**
 * NetworkAttachmentDefinition (k8s.cni.cncf.io/v1): made by OVN-Kubernetes of a user-defined network, or written by hand
 * (release 1.1, go-controller/pkg/config/cni.go and pkg/util/multi_network.go).
 */
import { error, note } from '../base/diagnostic.ts';
import { metadata } from './metadata.ts';
import { cidr, commaList, decimal, flag, integer, json, oneOf, text } from './scalars.ts';
import { mapped, open, optional, required, type Shape } from './shape.ts';
import type { NetworkSpec } from './udn-spec.ts';

const CNI_PLUGIN = 'ovn-k8s-cni-overlay';

const CONFIG_FIELDS = {
  type: required(text),
  name: optional(text),
  netAttachDefName: optional(text),
  topology: optional(oneOf(['layer2', 'layer3', 'localnet'])),
  role: optional(oneOf(['primary', 'secondary']), 'secondary' as const),
  subnets: optional(commaList(cidr), []),
  joinSubnet: optional(commaList(cidr), []),
  excludeSubnets: optional(commaList(cidr), []),
  mtu: optional(integer(0, 65536)),
  vlanID: optional(integer(0, 4095), 0),
  physicalNetworkName: optional(text),
  allowPersistentIPs: optional(flag, false),
};

const METADATA = metadata({
  'k8s.ovn.org/network-name': optional(text),
  'k8s.ovn.org/network-id': optional(decimal),
});

/** Rules that hold for OVN-Kubernetes' own configurations; others may look as they like. */
const isOurs = ({ type }: { readonly type?: string | undefined }): boolean => type === CNI_PLUGIN;

const CONFIG = open(CONFIG_FIELDS, [
  {
    code: 'missing-field',
    at: [],
    isBroken: (config, has) => isOurs(config) && !has('name'),
    message: '"name" is missing here: the name of the network',
  },
  {
    code: 'missing-field',
    at: [],
    isBroken: (config, has) => isOurs(config) && !has('topology'),
    message: '"topology" is missing here: use layer2 or localnet',
  },
  {
    code: 'missing-field',
    at: [],
    isBroken: ({ role }, has) => role === 'primary' && !has('subnets'),
    message: '"subnets" is missing here; a primary network needs it',
  },
  {
    code: 'layer3-unsupported',
    at: ['topology'],
    isBroken: ({ topology }) => topology === 'layer3',
    message: 'layer3 networks are not supported by udon, only layer2 and localnet ones',
  },
  {
    code: 'localnet-role',
    at: ['role'],
    isBroken: ({ topology, role }) => topology === 'localnet' && role === 'primary',
    message: 'a localnet network cannot be primary: use "role": "secondary"',
  },
]);

/** Each attachment gives the network as it knows it; attachments of one network are joined later. */
export const ATTACHMENT_DEFINITION: Shape<NetworkSpec> = mapped(
  open({ metadata: required(METADATA), spec: required(open({ config: required(json(CONFIG)) })) }),
  ({ metadata: { namespace, name, annotations }, spec: { config }, place }, report) => {
    const nad = `${namespace}/${name}`;
    if (!isOurs(config)) {
      report(
        note('nad-passed-over', `${nad} is of type "${config.type}", not ${CNI_PLUGIN}, and is passed over`, place),
      );
      return undefined;
    }
    if (config.netAttachDefName !== nad) {
      const message = `"netAttachDefName" has to be "${nad}", the namespace and name of this object`;
      report(error('bad-nad-name', message, config.place));
    }
    if (!config.name || !config.topology || config.topology === 'layer3') return undefined;
    return {
      name: annotations?.['k8s.ovn.org/network-name'] ?? config.name,
      title: `NetworkAttachmentDefinition ${nad}`,
      topology: config.topology,
      role: config.role,
      subnets: config.subnets,
      joinSubnets: config.joinSubnet,
      excludeSubnets: config.excludeSubnets,
      hasIpam: config.subnets.length > 0,
      mtu: config.mtu || undefined,
      physicalNetworkName: config.physicalNetworkName,
      vlan: config.vlanID || undefined,
      attachmentName: name,
      namespaces: namespace,
      attachments: [{ namespace, name }],
      id: annotations?.['k8s.ovn.org/network-id'],
      place,
    };
  },
);
