/** The metadata that all Kubernetes objects have. */

import { objectName, text, texts } from './scalars.ts';
import { type Fields, type Made, open, optional, required, type Shape } from './shape.ts';

export interface Metadata<A extends Fields> {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string | undefined;
  readonly creationTimestamp: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: Made<A> | undefined;
}

/** Metadata with these annotations. Others are ignored. */
export const metadata = <A extends Fields>(annotations: A): Shape<Metadata<A>> =>
  open({
    name: required(objectName),
    namespace: optional(objectName, 'default'),
    uid: optional(text),
    creationTimestamp: optional(text),
    labels: optional(texts, new Map()),
    annotations: optional(open(annotations)),
  }) as Shape<Metadata<A>>;
