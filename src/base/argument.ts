/** Checks the arguments of the library's functions, because callers without types can pass wrong ones. */

/**
 * Throws a TypeError unless `isRight`: `readDatabase: bytes must be a Uint8Array, not a string`. `name` is the function
 * and its argument, `wanted` what `value` must be.
 */
export function checkArgument(isRight: boolean, name: string, wanted: string, value: unknown): void {
  if (!isRight) throw new TypeError(`${name} must be ${wanted}, not ${kindOf(value)}`);
}

/** Accepts also a Uint8Array of another window, and a subclass. */
export const isBytes = (value: unknown): boolean => tagOf(value) === 'Uint8Array';

/** `a string`, `an Array`, `a Map`, `null`. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  const name = typeof value === 'object' ? tagOf(value) : typeof value;
  return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);
