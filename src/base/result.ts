/**
 * A value, or the one fault that prevents it. It is for functions that stop at the first fault; `Checked` in
 * diagnostic.ts is for those that collect all of them. Test it with `'error' in result`.
 */
export type Result<T, E = string> = { readonly value: T } | { readonly error: E };
