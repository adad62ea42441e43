/** Kubernetes objects in documents: single objects and lists. */
import { error } from '../../base/diagnostic.ts';
import type { Report } from './shape.ts';
import { child, describe, type Mapping, type Tree } from './tree.ts';

export interface KubernetesObject {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Two objects with the same identity are the same object. */
  readonly identity: string;
  readonly tree: Mapping;
}

/** What an object is where it does not say it: the items of a PodList are Pods of its version. */
interface Origin {
  readonly group: string;
  readonly kind: string | undefined;
}

/** The objects of a document. Reports a document that is not an object. */
export function* objectsOf(tree: Tree, report: Report, origin?: Origin): Generator<KubernetesObject> {
  if (tree.kind !== 'mapping') {
    report(error('not-an-object', `a Kubernetes object has to be a mapping, not ${describe(tree)}`, tree.place));
    return;
  }
  const ownKind = textAt(tree, 'kind');
  const kind = ownKind ?? origin?.kind;
  const group = ownKind === undefined && origin ? origin.group : groupOf(tree);
  const items = child(tree, 'items');
  if (!kind)
    report(error('missing-kind', 'a Kubernetes object needs a "kind"', child(tree, 'kind')?.place ?? tree.place));
  else if (kind.endsWith('List') && items?.kind === 'list')
    for (const item of items.items)
      yield* objectsOf(item, report, { group, kind: kind.slice(0, -'List'.length) || undefined });
  else yield { group, kind, identity: identityOf(tree, group, kind), tree };
}

const groupOf = (tree: Mapping): string => {
  const [version, group] = (textAt(tree, 'apiVersion') ?? '').split('/').reverse();
  return version && group ? group : '';
};

function identityOf(tree: Mapping, group: string, kind: string): string {
  const metadata = child(tree, 'metadata');
  return [group, kind, textAt(metadata, 'namespace') ?? 'default', textAt(metadata, 'name')].join('/');
}

/** `NAMESPACE/NAME`, or the name of an object without a namespace. */
export function nameOf(tree: Mapping): string {
  const metadata = child(tree, 'metadata');
  return [textAt(metadata, 'namespace'), textAt(metadata, 'name')].filter(Boolean).join('/');
}

/** The text of a field; undefined if it has another kind of value. */
export function textAt(tree: Tree | undefined, name: string): string | undefined {
  const value = child(tree, name);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
