/** Service (v1) and EndpointSlice (discovery.k8s.io/v1). */
import { type Address, parseAddress } from '../../base/ip.ts';
import { ENDPOINT_SLICE_NETWORK, IDLED_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import { metadata } from '../reader/metadata.ts';
import { address, flag, oneOf, parsed, text, texts, wholeNumber } from '../reader/scalars.ts';
import { listOf, mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { Tree } from '../reader/tree.ts';
import type { EndpointSliceSpec, ServiceSpec } from '../types/service-spec.ts';

const PORT = wholeNumber(1, 65535);
const PROTOCOL = oneOf(['TCP', 'UDP', 'SCTP']);
/** `None` means no address, the empty text that the API server chooses one. */
const CLUSTER_IP = parsed<Address | 'None' | ''>('bad-address', 'an IP address', value =>
  value === 'None' || value === '' ? value : parseAddress(value),
);

/** A port by number or by name. */
export const PORT_REFERENCE: Shape<number | string> = (tree: Tree, report) =>
  tree.kind === 'scalar' && typeof tree.value === 'number' ? PORT(tree, report) : text(tree, report);

const SPEC = open({
  type: optional(text, 'ClusterIP'),
  clusterIP: optional(CLUSTER_IP),
  clusterIPs: optional(listOf(CLUSTER_IP)),
  ipFamilies: optional(listOf(oneOf(['IPv4', 'IPv6'])), []),
  ipFamilyPolicy: optional(oneOf(['SingleStack', 'PreferDualStack', 'RequireDualStack']), 'SingleStack' as const),
  allocateLoadBalancerNodePorts: optional(flag, true),
  externalIPs: optional(listOf(address), []),
  selector: optional(texts, new Map()),
  internalTrafficPolicy: optional(oneOf(['Cluster', 'Local']), 'Cluster' as const),
  externalTrafficPolicy: optional(oneOf(['Cluster', 'Local']), 'Cluster' as const),
  publishNotReadyAddresses: optional(flag, false),
  sessionAffinity: optional(oneOf(['None', 'ClientIP']), 'None' as const),
  sessionAffinityConfig: optional(
    open({ clientIP: optional(open({ timeoutSeconds: optional(wholeNumber(1, 86400)) })) }),
  ),
  ports: optional(
    listOf(
      open({
        name: optional(text, ''),
        protocol: optional(PROTOCOL, 'TCP' as const),
        port: required(PORT),
        targetPort: optional(PORT_REFERENCE),
        nodePort: optional(PORT),
      }),
    ),
    [],
  ),
});
/** Kubernetes' default for how long a client keeps its endpoint, in seconds. */
const DEFAULT_AFFINITY = 10800;

const STATUS = open({
  loadBalancer: optional(open({ ingress: optional(listOf(open({ ip: optional(address) })), []) })),
});

/** Set while a service is scaled down to nothing, until a client connects to it. */
const [IDLED, IDLED_IN_OPENSHIFT] = IDLED_ANNOTATIONS;
const IDLED_FIELDS = { [IDLED]: optional(text), [IDLED_IN_OPENSHIFT]: optional(text) };

export const SERVICE: Shape<ServiceSpec> = mapped(
  open({
    metadata: required(metadata(IDLED_FIELDS)),
    spec: required(SPEC),
    status: optional(STATUS),
  }),
  ({ metadata: { namespace, name, annotations }, spec, status, place }) => ({
    namespace,
    name,
    type: spec.type,
    clusterIps: (spec.clusterIPs ?? [spec.clusterIP]).filter(ip => ip !== undefined && typeof ip !== 'string'),
    isHeadless: spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None',
    families: spec.ipFamilies.map(family => (family === 'IPv4' ? 4 : 6)),
    wantsBothFamilies: spec.ipFamilyPolicy !== 'SingleStack',
    hasNodePorts: spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts),
    externalIps: spec.externalIPs,
    loadBalancerIps: (spec.type === 'LoadBalancer' ? (status?.loadBalancer?.ingress ?? []) : [])
      .map(({ ip }) => ip)
      .filter(ip => ip !== undefined),
    selector: spec.selector,
    ports: spec.ports.map(({ name, protocol, port, targetPort = port, nodePort }) => ({
      name,
      protocol,
      port,
      targetPort,
      nodePort,
    })),
    isInternalLocal: spec.internalTrafficPolicy === 'Local',
    isExternalLocal: spec.externalTrafficPolicy === 'Local',
    affinityTimeout:
      spec.sessionAffinity === 'ClientIP'
        ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY)
        : undefined,
    isIdled: IDLED_ANNOTATIONS.some(name => annotations?.[name] !== undefined),
    hasUnreadyEndpoints: spec.publishNotReadyAddresses,
    place,
  }),
);

/** OVN-Kubernetes ignores slices of names. */
const ENDPOINT_ADDRESS = parsed<Address | 'name'>(
  'bad-address',
  'an IP address',
  value => parseAddress(value) ?? (/^[a-z0-9.-]*[a-z][a-z0-9.-]*$/.test(value) ? 'name' : undefined),
);

/** Mirrored slices have their service in a label and their network in an annotation of OVN-Kubernetes. */
export const ENDPOINT_SLICE: Shape<EndpointSliceSpec> = mapped(
  open({
    metadata: required(metadata({ [ENDPOINT_SLICE_NETWORK]: optional(text) })),
    ports: optional(
      listOf(open({ name: optional(text, ''), protocol: optional(PROTOCOL, 'TCP' as const), port: required(PORT) })),
      [],
    ),
    endpoints: optional(
      listOf(
        open({
          addresses: required(listOf(ENDPOINT_ADDRESS)),
          nodeName: optional(text),
          conditions: optional(open({ ready: optional(flag), serving: optional(flag), terminating: optional(flag) })),
        }),
      ),
      [],
    ),
  }),
  ({ metadata: { namespace, labels, annotations }, ports, endpoints }) => ({
    namespace,
    service: labels.get(LABELS.mirroredService),
    network: annotations?.[ENDPOINT_SLICE_NETWORK],
    ports,
    endpoints: endpoints.map(({ addresses, nodeName, conditions }) => ({
      addresses: addresses.filter(each => each !== 'name'),
      node: nodeName,
      isReady: conditions?.ready ?? true,
      isServing: conditions?.serving ?? conditions?.ready ?? true,
      isTerminating: conditions?.terminating ?? false,
    })),
  }),
);
