/**
 * Objects with a prefix in place of a name (`metadata.generateName`): the API server adds five characters to it. Here
 * they are always the same for one manifest.
 */
import { sha256 } from '../../base/bytes/sha256.ts';
import { note } from '../../base/diagnostic.ts';
import type { KubernetesObject } from './objects.ts';
import type { Report } from './shape.ts';
import { child, type Mapping, type Scalar } from './tree.ts';

/** The characters of names that Kubernetes generates. */
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters that look random and are always the same for one text. */
export function generatedSuffix(text: string): string {
  const bytes = [...sha256(text).subarray(0, 5)];
  return bytes.map(byte => NAME_LETTERS[byte % NAME_LETTERS.length]).join('');
}

/** `objects`, each with a name. Each object without one is another object. */
export function withNames(objects: readonly KubernetesObject[], report: Report): readonly KubernetesObject[] {
  return objects.map((object, index) => {
    const metadata = child(object.tree, 'metadata');
    const prefix = child(metadata, 'generateName');
    if (metadata?.kind !== 'mapping' || !isText(prefix) || child(metadata, 'name')) return object;
    const value = `${prefix.value}${generatedSuffix(`${object.identity} ${index}`)}`;
    report(note('assumed', `${object.kind} "${prefix.value}..." has no name yet: assuming ${value}`, prefix.place));
    const name = { key: prefix.place, value: { ...prefix, value } };
    const named = withEntry(metadata, 'name', name);
    const tree = withEntry(object.tree, 'metadata', { key: named.place, value: named });
    return { ...object, identity: `${object.identity}${value}`, tree };
  });
}

const isText = (tree: ReturnType<typeof child>): tree is Scalar & { readonly value: string } =>
  tree?.kind === 'scalar' && typeof tree.value === 'string';

const withEntry = (mapping: Mapping, name: string, entry: ReturnType<Mapping['entries']['get']> & {}): Mapping => ({
  ...mapping,
  entries: new Map([...mapping.entries, [name, entry]]),
});
