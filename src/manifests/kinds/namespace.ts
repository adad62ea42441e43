/** Namespace (v1), with the annotations that OVN-Kubernetes reads. */
import { metadata } from '../reader/metadata.ts';
import { annotationJson, text } from '../reader/scalars.ts';
import { mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { NamespaceSpec } from '../types/cluster-spec.ts';

/** An unknown or empty severity turns logging off. */
const SEVERITY = mapped(text, severity => SEVERITIES.find(known => known === severity));
const SEVERITIES = ['alert', 'warning', 'notice', 'info', 'debug'];

export const NAMESPACE: Shape<NamespaceSpec> = mapped(
  open({
    metadata: required(
      metadata({
        'k8s.ovn.org/multicast-enabled': optional(text),
        'k8s.ovn.org/acl-logging': optional(
          annotationJson(open({ allow: optional(SEVERITY), deny: optional(SEVERITY) })),
        ),
      }),
    ),
  }),
  ({ metadata: { name, labels, annotations }, place }) => ({
    name,
    labels,
    hasMulticast: annotations?.['k8s.ovn.org/multicast-enabled'] === 'true',
    aclLogging: annotations?.['k8s.ovn.org/acl-logging'],
    place,
  }),
);
