/**
 * Pod (v1), with the annotations for the networks that it requests and the addresses that it has (release 1.1,
 * go-controller/pkg/util/pod_annotation.go; the Multus network selection elements).
 */
import { parsePrefix } from '../../base/ip.ts';
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import { virtualMachineIn } from '../../kubernetes/names.ts';
import { metadata } from '../reader/metadata.ts';
import { address, annotationJson, cidr, flag, mac, oneOf, parsed, text, wholeNumber } from '../reader/scalars.ts';
import type { Labels } from '../reader/selector.ts';
import { listOf, mapOf, mapped, open, optional, type Report, required, type Shape } from '../reader/shape.ts';
import type { Tree } from '../reader/tree.ts';
import type { AttachmentRequest, PodAttachment, PodSpec, RequestedAddress } from '../types/pod-spec.ts';

const ATTACHMENT: Shape<Omit<PodAttachment, 'nad'>> = mapped(
  open({
    mac_address: required(mac),
    ip_addresses: optional(listOf(cidr)),
    ip_address: optional(cidr),
    gateway_ips: optional(listOf(address)),
    gateway_ip: optional(address),
    tunnel_id: optional(wholeNumber(0)),
  }),
  given => ({
    mac: given.mac_address,
    addresses: given.ip_addresses ?? (given.ip_address ? [given.ip_address] : []),
    gateways: given.gateway_ips ?? (given.gateway_ip ? [given.gateway_ip] : []),
    tunnelKey: given.tunnel_id,
  }),
);

const ATTACHMENTS: Shape<readonly PodAttachment[]> = mapped(mapOf(ATTACHMENT), byNad =>
  [...byNad].map(([nad, attachment]) => ({ nad, ...attachment })),
);

/** A request as written in the annotation. Its namespace is optional. */
type Request = Omit<AttachmentRequest, 'namespace'> & { readonly namespace: string | undefined };

const REQUESTED = parsed<RequestedAddress>('bad-address', 'an IP address', value => {
  const address = parsePrefix(value);
  return address && { ...address, hasLength: value.includes('/') };
});

const SELECTION_ELEMENTS: Shape<readonly Request[]> = listOf(
  mapped(
    open({
      name: required(text),
      namespace: optional(text),
      mac: optional(mac),
      ips: optional(listOf(REQUESTED), []),
      'ipam-claim-reference': optional(text),
    }),
    ({ name, namespace, mac, ips, 'ipam-claim-reference': ipamClaim }) => ({
      name,
      namespace,
      mac,
      addresses: ips,
      ipamClaim,
    }),
  ),
);

/** A JSON list, or the short form `NAMESPACE/NAME@INTERFACE,...`. */
const REQUESTS: Shape<readonly Request[]> = (tree: Tree, report: Report) => {
  const value = text(tree, report)?.trim();
  return value?.startsWith('[')
    ? annotationJson(SELECTION_ELEMENTS)(tree, report)
    : value?.split(',').filter(Boolean).map(shortRequest);
};

export function shortRequest(value: string): Request {
  const [reference = ''] = value.trim().split('@');
  const [name, namespace] = reference.split('/').reverse();
  return { name: name!, namespace, mac: undefined, addresses: [], ipamClaim: undefined };
}

const ANNOTATIONS = {
  [POD_ANNOTATIONS.podNetworks]: optional(annotationJson(ATTACHMENTS)),
  [POD_ANNOTATIONS.defaultNetwork]: optional(REQUESTS),
  [POD_ANNOTATIONS.networks]: optional(REQUESTS, []),
  [POD_ANNOTATIONS.primaryIpamClaim]: optional(text),
  [POD_ANNOTATIONS.migrationTargetReady]: optional(text),
  [POD_ANNOTATIONS.domain]: optional(text),
};

const CONTAINER_PORT = open({
  name: optional(text),
  containerPort: required(wholeNumber(1, 65535)),
  protocol: optional(oneOf(['TCP', 'UDP', 'SCTP']), 'TCP' as const),
});

export const POD: Shape<PodSpec> = mapped(
  open({
    metadata: required(metadata(ANNOTATIONS, 'the pod gets no port')),
    spec: optional(
      open({
        nodeName: optional(text),
        hostNetwork: optional(flag, false),
        containers: optional(listOf(open({ ports: optional(listOf(CONTAINER_PORT), []) })), []),
      }),
    ),
    status: optional(open({ phase: optional(text) })),
  }),
  ({ metadata: { annotations, labels, namespace, ...metadata }, spec, status, place }) => {
    const named = (request: Request): AttachmentRequest => ({ ...request, namespace: request.namespace ?? namespace });
    return {
      namespace,
      name: metadata.name,
      uid: metadata.uid,
      labels,
      node: spec?.nodeName,
      phase: status?.phase,
      usesHostNetwork: spec?.hostNetwork ?? false,
      containerPorts: (spec?.containers ?? []).flatMap(({ ports }) => ports),
      creationTimestamp: metadata.creationTimestamp,
      machine: machineOf(metadata.name, labels, annotations?.[POD_ANNOTATIONS.domain]),
      virtualMachine: labels.get(LABELS.virtualMachine),
      isMigrationTargetReady: annotations?.[POD_ANNOTATIONS.migrationTargetReady] !== undefined,
      isUnreadable: metadata.isUnreadable,
      attachments: annotations?.[POD_ANNOTATIONS.podNetworks],
      primaryRequest: primaryRequest(
        annotations?.[POD_ANNOTATIONS.defaultNetwork]?.[0],
        annotations?.[POD_ANNOTATIONS.primaryIpamClaim],
      ),
      requests: (annotations?.[POD_ANNOTATIONS.networks] ?? []).map(named),
      place,
    };
  },
);

/** Other pods of KubeVirt, such as those of hot-plugged disks, run no machine. */
function machineOf(name: string, labels: Labels, domain: string | undefined): string | undefined {
  if ((labels.get(LABELS.kubevirt) ?? 'virt-launcher') !== 'virt-launcher') return undefined;
  return domain ?? labels.get(LABELS.machineId) ?? virtualMachineIn(name);
}

/** The claim of the request comes before the claim of the separate annotation. */
const primaryRequest = (request: Request | undefined, claim: string | undefined): PodSpec['primaryRequest'] =>
  request || claim !== undefined
    ? { mac: request?.mac, addresses: request?.addresses ?? [], ipamClaim: request?.ipamClaim ?? claim }
    : undefined;
