/** Objects without the fields that can have secrets and that udon does not read: what machines and containers run, and with what. */
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';

/** Wherever they are in an object. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'accessCredentials',
  'args',
  'command',
  'env',
  'envFrom',
  'kubectl.kubernetes.io/last-applied-configuration',
  'managedFields',
  'volumes',
]);

/** A list that is not valid JSON stays as it is: udon reports it when it is read. */
export function withoutSecrets(list: Uint8Array): Uint8Array {
  try {
    return encodeUtf8(
      JSON.stringify(JSON.parse(decodeUtf8(list)), (key, value) => (SECRET_FIELDS.has(key) ? undefined : value)),
    );
  } catch (fault) {
    if (fault instanceof SyntaxError) return list;
    throw fault;
  }
}
