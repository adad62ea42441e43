/** Kubernetes label selectors. */

import { oneOf, text, texts } from './scalars.ts';
import { closed, listOf, type Made, optional, required, type Shape } from './shape.ts';

export type Labels = ReadonlyMap<string, string>;
export type Selector = Omit<Made<typeof FIELDS>, 'place'>;

const EXPRESSION_FIELDS = {
  key: required(text),
  operator: required(oneOf(['In', 'NotIn', 'Exists', 'DoesNotExist'])),
  values: optional(listOf(text), []),
};
const FIELDS = {
  matchLabels: optional(texts, new Map()),
  matchExpressions: optional(listOf(closed(EXPRESSION_FIELDS)), []),
};
type Expression = Made<typeof EXPRESSION_FIELDS>;

export const SELECTOR: Shape<Selector> = closed(FIELDS);
export const EVERYTHING: Selector = { matchLabels: new Map(), matchExpressions: [] };

/** Whether a selector selects an object with these labels. An empty selector selects everything. */
export const selects = ({ matchLabels, matchExpressions }: Selector, labels: Labels): boolean =>
  [...matchLabels].every(([key, value]) => labels.get(key) === value) &&
  matchExpressions.every(expression => OPERATORS[expression.operator](expression, labels));

/** NotIn also selects objects without the label. */
const OPERATORS: Record<Expression['operator'], (expression: Expression, labels: Labels) => boolean> = {
  In: ({ key, values }, labels) => labels.has(key) && values.includes(labels.get(key)!),
  NotIn: ({ key, values }, labels) => !labels.has(key) || !values.includes(labels.get(key)!),
  Exists: ({ key }, labels) => labels.has(key),
  DoesNotExist: ({ key }, labels) => !labels.has(key),
};
