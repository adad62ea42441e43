/**
 * Values as `ovn-sbctl list` and `ovsdb-client dump` print them (ovs-vsctl(8), "Database Values"), as OVSDB's JSON: `[]`,
 * `[a, b]`, `{a=b}`, `"a string"`, or a word. Which of JSON's types a word has, the column says.
 */
import type { Column } from '../../ovn/schema/schema.ts';
import type { JsonValue } from '../ovsdb/value.ts';

/** The value that `text` spells in `column`. */
export function parseValue(text: string, column: Column): JsonValue {
  const atoms = atomsIn(text);
  if (column === 'string') return toAtom(text.trim(), column) as string;
  if (column.includes('=>')) {
    const [key, item] = column.split('=>');
    const pairs = Array.from({ length: Math.floor(atoms.length / 2) }, (_, index) => [
      toAtom(atoms[index * 2]!, key!),
      toAtom(atoms[index * 2 + 1]!, item!),
    ]);
    return ['map', pairs];
  }
  const type = column.replace(/[?*]$/, '');
  const values = atoms.map(atom => toAtom(atom, type));
  return values.length === 1 ? (values[0] as JsonValue) : ['set', values];
}

const ATOM = /"(?:[^"\\]|\\.)*"|[^\s,[\]{}="]+/g;

/** The atoms of a set or a map one after the other; a value that is neither is one atom. */
function atomsIn(text: string): readonly string[] {
  const trimmed = text.trim();
  const isCollection = /^[[{].*[\]}]$/s.test(trimmed);
  return isCollection || trimmed.startsWith('"') ? (trimmed.match(ATOM) ?? []) : trimmed === '' ? [] : [trimmed];
}

function toAtom(text: string, type: string): unknown {
  const plain = text.startsWith('"') ? unquoted(text) : text;
  if (type === 'integer' || type === 'real') return Number(plain);
  if (type === 'boolean') return plain === 'true';
  return type === 'string' ? plain : ['uuid', plain];
}

function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, text.endsWith('"') ? -1 : undefined);
  }
}
