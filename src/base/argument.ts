/** Arguments of the library's functions, which programs without types can get wrong. */

/**
 * Throws a TypeError unless `isRight`: `readDatabase: bytes must be a Uint8Array, not a string`. `name` says which
 * argument of which function `value` is, and `wanted` what it must be.
 */
export function checkArgument(isRight: boolean, name: string, wanted: string, value: unknown): void {
  if (!isRight) throw new TypeError(`${name} must be ${wanted}, not ${kindOf(value)}`);
}

/** Also one of another window or of a subclass. */
export const isBytes = (value: unknown): boolean => tagOf(value) === 'Uint8Array';

/** `a string`, `an Array`, `a Map`, `null`. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  const name = typeof value === 'object' ? tagOf(value) : typeof value;
  return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);
