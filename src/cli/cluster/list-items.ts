/** The objects of a list, as an API server gives it. */
import { decodeUtf8 } from '../../base/bytes/utf8.ts';

/** A list that is cut short has none: it is reported when it is read as a manifest. */
export function listItems<T>(list: Uint8Array): readonly T[] {
  try {
    return (JSON.parse(decodeUtf8(list)) as { readonly items?: readonly T[] }).items ?? [];
  } catch (fault) {
    if (fault instanceof SyntaxError) return [];
    throw fault;
  }
}
