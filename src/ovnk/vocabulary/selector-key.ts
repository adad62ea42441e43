/**
 * The text that identifies a pod selector in the ids of address sets (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/pod_selector_address_set.go).
 */
import type { Selector } from '../../manifests/reader/selector.ts';

/** `namespaces` is a namespace, or a selector of namespaces. `pods` is undefined for all their pods. */
export const podSelectorKey = (namespaces: Selector | string, pods: Selector | undefined): string =>
  `${typeof namespaces === 'string' ? namespaces : selectorText(namespaces)}_${pods ? selectorText(pods) : ALL_PODS}`;

/** Not equal to an empty selector of pods: sets without a selector never have the addresses of nodes (since release 1.3). */
const ALL_PODS = 'LS{}_LNM';

/** `LS{ML:{role: client,},}`. Labels and expressions are sorted, so equal selectors have equal texts. */
export function selectorText({ matchLabels, matchExpressions }: Selector): string {
  const labels = [...matchLabels].sort().map(([key, value]) => `${key}: ${value},`);
  const expressions = matchExpressions
    .map(
      ({ key, operator, values }) => `LSR{Key:${key},Operator:${operator},Values:[${[...values].sort().join(' ')}],}`,
    )
    .sort();
  const parts = [
    labels.length ? `ML:{${labels.join('')}},` : '',
    expressions.length ? `ME:{${expressions.join(',')}},` : '',
  ];
  return `LS{${parts.join('')}}`;
}
