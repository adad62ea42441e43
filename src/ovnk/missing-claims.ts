/**
 * IPAMClaims to which pods refer and that are not among the manifests. OVN-Kubernetes gives such a pod no address before
 * the claim exists (release 1.1, go-controller/pkg/allocator/pod/pod_annotation.go).
 */
import { type Diagnostic, note } from '../base/diagnostic.ts';
import type { PodSpec } from '../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../manifests/types/udn-spec.ts';
import { isCompleted } from './zone/migration.ts';
import type { Zone, ZoneNetwork } from './zone/zone.ts';

export function* missingClaims({ networks }: Zone, spec: UdnSpec): Generator<Diagnostic> {
  const known = new Set(spec.ipamClaims.map(({ namespace, name }) => `${namespace}/${name}`));
  const keeping = new Set(spec.networks.filter(({ hasPersistentIps }) => hasPersistentIps).map(({ name }) => name));
  const waiting = spec.pods.filter(pod => !pod.attachments && !pod.usesHostNetwork && !isCompleted(pod));
  for (const network of networks.filter(({ name }) => keeping.has(name))) {
    for (const pod of waiting) {
      const claims = claimsOn(network, pod).map(name => `${pod.namespace}/${name}`);
      for (const claim of claims.filter(each => !known.has(each))) {
        const message = `pod ${pod.namespace}/${pod.name} refers to IPAMClaim ${claim}, which is not among the manifests: assuming that it exists and keeps no address; without it, the pod waits`;
        yield note('assumed', message, pod.place);
      }
    }
  }
}

function claimsOn({ role, namespaces, attachments }: ZoneNetwork, pod: PodSpec): readonly string[] {
  const { namespace, primaryRequest, requests } = pod;
  const found =
    role === 'primary'
      ? [namespaces.includes(namespace) ? primaryRequest : undefined]
      : requests.filter(request => attachments.includes(`${request.namespace}/${request.name}`));
  return found.flatMap(request => request?.ipamClaim ?? []);
}
