/** IPAMClaim (k8s.cni.cncf.io/v1alpha1): it keeps addresses when a pod is deleted. */
import { metadata } from '../reader/metadata.ts';
import { hostAddress, text } from '../reader/scalars.ts';
import { listOf, mapped, open, optional, required, type Shape, unchecked } from '../reader/shape.ts';
import type { IpamClaimSpec } from '../types/pod-spec.ts';

export const IPAM_CLAIM: Shape<IpamClaimSpec> = mapped(
  open({
    metadata: required(metadata({})),
    spec: required(open({ network: required(text) })),
    status: optional(open({ ips: optional(listOf(unchecked(hostAddress)), []) })),
  }),
  ({ metadata: { namespace, name }, spec: { network }, status }) => ({
    namespace,
    name,
    network,
    addresses: status?.ips ?? [],
  }),
);
