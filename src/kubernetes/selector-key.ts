/**
 * The names that OVN-Kubernetes gives to address sets of pods: `NAMESPACES_PODS`, each a rendered label selector such as
 * `LS{ML:{role: client,},}` (release 1.1, go-controller/pkg/ovn/pod_selector_address_set.go).
 */

export interface SelectorKey {
  /** The namespace of the policy, or the selector of namespaces as text. */
  readonly namespaces: string;
  /** The selector of pods as people write it: `role=client, tier in (a, b)`; empty if all pods are meant. */
  readonly pods: string;
  /** Whether labels alone, in the policy's own namespace, decide. */
  readonly isSimple: boolean;
}

/** Undefined for a name of another form. */
export function parseSelectorKey(name: string): SelectorKey | undefined {
  const split = name.lastIndexOf('_LS{');
  if (split < 0) return undefined;
  const [namespaces, pods] = [name.slice(0, split), name.slice(split + 1)];
  const podText = selectorText(pods);
  const namespaceText = namespaces.startsWith('LS{') ? selectorText(namespaces) : namespaces;
  if (podText === undefined || namespaceText === undefined) return undefined;
  const isSimple = !namespaces.startsWith('LS{') && !pods.includes('ME:{') && podText !== '';
  return { namespaces: namespaces.startsWith('LS{') ? namespaceText || 'all' : namespaceText, pods: podText, isSimple };
}

const SELECTOR = /^LS\{(?:ML:\{(?<labels>[^{}]*)\},)?(?:ME:\{(?<expressions>(?:LSR\{[^{}]*\},)*)\},)?\}$/;
const EXPRESSION = /LSR\{Key:([^,]*),Operator:([^,]*),Values:\[([^\]]*)\],\}/g;

function selectorText(text: string): string | undefined {
  const { groups } = SELECTOR.exec(text) ?? {};
  if (!groups) return undefined;
  const labels = (groups.labels ?? '')
    .split(',')
    .filter(Boolean)
    .map(label => label.replace(': ', '='));
  const expressions = Array.from((groups.expressions ?? '').matchAll(EXPRESSION), ([, key, operator, values]) =>
    expressionText(key!, operator!, values!.split(' ').filter(Boolean)),
  );
  return [...labels, ...expressions].join(', ');
}

function expressionText(key: string, operator: string, values: readonly string[]): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(', ')})`;
}
