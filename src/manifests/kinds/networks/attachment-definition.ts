/**
 * NetworkAttachmentDefinition (k8s.cni.cncf.io/v1): OVN-Kubernetes makes it for a user-defined network, or a user
 * writes it by hand. The API server accepts any text as its configuration. So a fault in there is no error: the network
 * is left out, as OVN-Kubernetes does.
 */
import { type Diagnostic, note } from '../../../base/diagnostic.ts';
import { ATTACHMENT_ANNOTATIONS } from '../../../kubernetes/annotations.ts';
import { metadata } from '../../reader/metadata.ts';
import { readEmbeddedJson } from '../../reader/read-yaml.ts';
import { annotationJson, decimal, text, wholeNumber } from '../../reader/scalars.ts';
import { listOf, madeOf, mapped, open, optional, type Report, required, type Shape } from '../../reader/shape.ts';
import { child, type Scalar, type Tree } from '../../reader/tree.ts';
import type { LeftOutNetwork, NetworkIdentity, NetworkSpec } from '../../types/network-spec.ts';
import { CNI_PLUGIN, CONFIG, type Config, pluginOf } from './attachment-config.ts';
import { EVPN_LEFT_OUT, LAYER3_LEFT_OUT } from './left-out.ts';

const METADATA = metadata(
  {
    [ATTACHMENT_ANNOTATIONS.networkName]: optional(text),
    [ATTACHMENT_ANNOTATIONS.networkId]: optional(decimal),
    [ATTACHMENT_ANNOTATIONS.tunnelKeys]: optional(annotationJson(listOf(wholeNumber(1, 2 ** 24 - 1))), []),
  },
  'it is left out',
);
type Metadata = typeof METADATA extends Shape<infer T> ? T : never;

/** A text, with its place. */
const CONFIG_TEXT = madeOf([CONFIG], (tree, report): Scalar | undefined =>
  text(tree, report) === undefined ? undefined : (tree as Scalar),
);

/**
 * Each attachment gives the network as its configuration describes it. networks.ts joins the attachments of one
 * network.
 */
export const ATTACHMENT_DEFINITION: Shape<NetworkSpec | LeftOutNetwork> = mapped(
  open({ metadata: required(METADATA), spec: optional(open({ config: optional(CONFIG_TEXT) })) }),
  ({ metadata, spec, place }, report) => {
    if (metadata.isUnreadable) return undefined;
    const { namespace, name, labels, annotations, creationTimestamp } = metadata;
    const identity: NetworkIdentity = {
      name: `${namespace}/${name}`,
      title: `NetworkAttachmentDefinition ${namespace}/${name}`,
      labels,
      role: 'secondary',
      attachmentName: name,
      namespaces: namespace,
      attachments: [{ namespace, name }],
      id: annotations?.[ATTACHMENT_ANNOTATIONS.networkId],
      creationTimestamp,
      place,
    };
    if (!spec?.config?.value) return { ...identity, why: 'it has no configuration', uncompiled: undefined };
    return ofConfig(spec.config, identity, metadata, report);
  },
);

function ofConfig(
  text: Scalar,
  identity: NetworkIdentity,
  metadata: Metadata,
  report: Report,
): NetworkSpec | LeftOutNetwork | undefined {
  const { tree, diagnostics } = readEmbeddedJson(text);
  const plugin = tree && pluginOf(tree);
  if (tree && plugin !== CNI_PLUGIN) {
    const what = plugin === undefined ? 'has no "type" of a plugin' : `is of type "${plugin}", not ${CNI_PLUGIN}`;
    return { ...identity, why: `it ${what}`, uncompiled: undefined };
  }
  const faults: Diagnostic[] = [...diagnostics];
  const config = tree && CONFIG(tree, found => void faults.push(found));
  const [fault] = config ? faultsOfName(config, identity) : faults;
  if (fault) {
    const { message, place = identity.place } = fault;
    return { ...identity, role: roleIn(tree), why: message, uncompiled: undefined, place };
  }
  if (config!.topology) return ofNetwork(config!, identity, metadata);
  report(note('nad-passed-over', `${identity.name} is of the cluster's own network and is skipped`, identity.place));
  return undefined;
}

/** Of a configuration that has faults. Without JSON, nothing excludes that it is a primary network. */
function roleIn(tree: Tree | undefined): NetworkIdentity['role'] {
  const role = tree && child(child(child(tree, 'plugins'), 0) ?? tree, 'role');
  return !tree || (role?.kind === 'scalar' && role.value === 'primary') ? 'primary' : 'secondary';
}

function faultsOfName(
  { netAttachDefName, topology, place }: Config,
  { name }: NetworkIdentity,
): readonly Pick<Diagnostic, 'message' | 'place'>[] {
  if (!topology || netAttachDefName === name) return [];
  return [{ message: `"netAttachDefName" has to be "${name}", the namespace and name of this object`, place }];
}

function ofNetwork(config: Config, identity: NetworkIdentity, { annotations }: Metadata): NetworkSpec | LeftOutNetwork {
  const name = annotations?.[ATTACHMENT_ANNOTATIONS.networkName] ?? config.name!;
  const common = { ...identity, name, role: config.role };
  const { topology } = config;
  if (topology === 'layer3') return { ...common, topology, ...LAYER3_LEFT_OUT };
  if (config.transport === 'evpn') return { ...common, topology: topology!, ...EVPN_LEFT_OUT };
  return {
    ...common,
    topology: topology!,
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
    tunnelKeys: annotations?.[ATTACHMENT_ANNOTATIONS.tunnelKeys] ?? [],
  };
}
