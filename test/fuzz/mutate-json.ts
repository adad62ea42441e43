/** Values of JSON that are valid and that no server writes: a value of another type, in another place, or missing. */
import type { Random } from './random.ts';

const uuid = '00000000-0000-4000-8000-000000000001';
const ODD: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 255, 2 ** 31, 2 ** 32, 2 ** 53, 1e300, -1e300],
  ...['', 'a', 'abc', '0', '-1', '1e9', '\u0000', '\u001b[31m', '\ud800', '${', '"', '\\', 'x'.repeat(5000), uuid],
  ...[[], {}, [[]], [null], [null, null], { a: null }, [1, 2, 3]],
  ...[['set', []], ['set', [1, 'a', null]], ['set', 5], ['set'], ['map', []], ['map', [['a']]], ['map', [null]]],
  ...[['map', [['a', 1]]], ['map', { a: 1 }], ['uuid', uuid], ['uuid', 5], ['uuid'], ['named-uuid', 'a']],
];
const ODD_KEYS = ['', '__proto__', 'constructor', 'toString', '_uuid', '_is_diff', 'name', 'tables', uuid];

type Container = Record<string, unknown> | unknown[];

/** All containers in `value`, with their parents before them. */
function containersIn(value: unknown, found: Container[] = []): Container[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Container);
  for (const inner of Object.values(value)) containersIn(inner, found);
  return found;
}

/** A copy of `value` after one to three changes. */
export function mutateJson(value: unknown, random: Random): unknown {
  const root = [structuredClone(value)];
  for (let count = 1 + random.below(3); count > 0; count--) change(containersIn(root), random);
  return root[0] ?? null;
}

function change(containers: readonly Container[], random: Random): void {
  const container = random.pick(containers) as Record<string, unknown>;
  const keys = Object.keys(container);
  const key = keys.length > 0 ? random.pick(keys) : Array.isArray(container) ? '0' : random.pick(ODD_KEYS);
  const kind = random.below(6);
  const value = Object.hasOwn(container, key) ? container[key] : null;
  if (kind <= 1 && Array.isArray(container)) container.splice(Number(key), 1);
  else if (kind === 0) delete container[key];
  else if (kind === 1) set(container, random.pick(ODD_KEYS), value);
  else if (kind === 2) set(container, key, structuredClone(random.pick(containers)));
  else if (kind === 3) set(container, key, [value, value]);
  else set(container, key, structuredClone(random.pick(ODD)));
}

/** Also where the key is that of a prototype. */
const set = (container: Record<string, unknown>, key: string, value: unknown): unknown =>
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
