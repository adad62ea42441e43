/** Namespace (v1), with the annotations that OVN-Kubernetes reads. */
import { NAMESPACE_ANNOTATIONS } from '../../kubernetes/annotations.ts';
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
        [NAMESPACE_ANNOTATIONS.multicastEnabled]: optional(text),
        [NAMESPACE_ANNOTATIONS.aclLogging]: optional(
          annotationJson(open({ allow: optional(SEVERITY), deny: optional(SEVERITY) })),
        ),
      }),
    ),
  }),
  ({ metadata: { name, labels, annotations }, place }) => ({
    name,
    labels,
    hasMulticast: annotations?.[NAMESPACE_ANNOTATIONS.multicastEnabled] === 'true',
    aclLogging: annotations?.[NAMESPACE_ANNOTATIONS.aclLogging],
    place,
  }),
);
