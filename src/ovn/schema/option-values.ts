/** Values in OVN's option maps as ovn-northd reads them (lib/smap.c). An invalid value counts as absent. */
export type Options = ReadonlyMap<string, string>;

/** `smap_get_bool` with default false. */
export const isTrue = (options: Options, key: string): boolean => options.get(key)?.toLowerCase() === 'true';

/** `smap_get_bool` with default true. */
export const isNotFalse = (options: Options, key: string): boolean => options.get(key)?.toLowerCase() !== 'false';

/** A decimal integer, or `fallback`. */
export function integer(options: Options, key: string, fallback = 0): number {
  const text = options.get(key) ?? '';
  return /^\s*[-+]?\d+$/.test(text) ? Number(text) : fallback;
}
