/**
 * The objects that label selectors select, from Kubernetes' documentation ("Labels and Selectors", set-based
 * requirements).
 */
import { expect, it } from 'vitest';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';
import { SELECTOR, selects } from '../../../src/manifests/reader/selector.ts';

const selected = (selector: string, labels: Readonly<Record<string, string>>): boolean => {
  const [tree] = readYaml({ name: 'selector', text: `{${selector}}` }).trees;
  return selects(SELECTOR(tree!, () => {})!, new Map(Object.entries(labels)));
};
const expression = (operator: string, values = '') => `matchExpressions: [{key: env, operator: ${operator}${values}}]`;

const PROD = { env: 'production', tier: 'web' };
const DEV = { env: 'dev' };
const NONE = { tier: 'web' };

it.each([
  ['everything', '', [PROD, DEV, NONE]],
  ['by a label', 'matchLabels: {env: dev}', [DEV]],
  ['by all of its labels', 'matchLabels: {env: production, tier: db}', []],
  ['by one of several values', expression('In', ', values: [production, qa]'), [PROD]],
  ['by other values, or none', expression('NotIn', ', values: [production, qa]'), [DEV, NONE]],
  ['by the presence of a label', expression('Exists'), [PROD, DEV]],
  ['by the absence of a label', expression('DoesNotExist'), [NONE]],
  ['by all of this together', `matchLabels: {tier: web}, ${expression('Exists')}`, [PROD]],
])('selects %s', (_, selector, expected) =>
  expect([PROD, DEV, NONE].filter(labels => selected(selector, labels))).toEqual(expected));
