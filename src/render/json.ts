/** Values that JSON can hold. */
export type Json = string | number | boolean | { readonly [key: string]: Json } | readonly Json[];

export type JsonParts = { readonly [key: string]: Json };
