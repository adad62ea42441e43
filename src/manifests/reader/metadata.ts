/** The metadata that all Kubernetes objects have. */
import { type Diagnostic, isError, warning } from '../../base/diagnostic.ts';
import { objectName, text, texts } from './scalars.ts';
import { type Fields, type Made, madeOf, open, optional, required, type Shape, type ShapeField } from './shape.ts';

export interface Metadata<A extends Fields> {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string | undefined;
  readonly creationTimestamp: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: Made<A> | undefined;
  /** Whether it has one of these annotations, and it cannot be read. */
  readonly isUnreadable: boolean;
}

/**
 * Metadata with these annotations. Others are ignored. The API server accepts any text in an annotation. So a fault in
 * there is a warning, which says what follows.
 */
export function metadata<A extends Fields>(annotations: A, consequence = 'it is ignored'): Shape<Metadata<A>> {
  const shape = open({
    name: required(objectName),
    namespace: optional(objectName),
    uid: optional(text),
    creationTimestamp: optional(text),
    labels: optional(texts, new Map()),
    annotations: optional(open(tolerant(annotations, consequence))),
  });
  return madeOf([shape], (tree, report) => {
    const unreadable: Diagnostic[] = [];
    const made = shape(tree, found => (found.code === UNREADABLE ? unreadable.push(found) : report(found)));
    if (!made) return undefined;
    const { name, namespace } = made;
    const title = namespace === undefined ? name : `${namespace}/${name}`;
    for (const found of unreadable) report({ ...found, message: `${title}: ${found.message}` });
    return { ...made, namespace: namespace ?? 'default', isUnreadable: unreadable.length > 0 } as Metadata<A>;
  });
}

const UNREADABLE = 'annotation-unreadable';

const tolerant = (annotations: Fields, consequence: string): Fields =>
  Object.fromEntries(
    Object.entries(annotations).map(([name, field]) => [name, { ...field, shape: ofText(name, field, consequence) }]),
  );

/** The value of an annotation, or its fallback, with a warning. A value that is no text is a fault of the object. */
function ofText(name: string, { shape, fallback }: ShapeField<unknown>, consequence: string): Shape<unknown> {
  return madeOf([shape], (tree, report) => {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return shape(tree, report);
    const faults: Diagnostic[] = [];
    const value = shape(tree, found => void faults.push(found));
    const fault = faults.find(isError);
    if (!fault) return value;
    const message = `annotation ${name} cannot be read, so ${consequence}: ${fault.message}`;
    report(warning(UNREADABLE, message, fault.place));
    return fallback;
  });
}
