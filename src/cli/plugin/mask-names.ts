/**
 * Replaces the names that a cluster's users gave by names without meaning, the same in objects and databases. Addresses stay,
 * because routes, subnets and leases depend on them; so do hashes that OVN-Kubernetes makes of names.
 */
import { createHash } from 'node:crypto';
import { KNOWN_NAMES, MaskedNames } from '../../app/mask/masked-names.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';
import { listItems } from '../cluster/list-items.ts';

export interface Masked {
  /** The same bytes with other names. */
  readonly mask: (bytes: Uint8Array) => Uint8Array;
  /** How many names are replaced. */
  readonly count: number;
}

/** What an object of each kind is called instead. Pods of virtual machines keep the form that KubeVirt gives them. */
const WORDS: Readonly<Record<string, string>> = {
  Namespace: 'ns',
  Node: 'node',
  Pod: 'pod',
  Service: 'svc',
  VirtualMachine: 'vm',
  VirtualMachineInstance: 'vm',
  NetworkPolicy: 'policy',
  MultiNetworkPolicy: 'policy',
  UserDefinedNetwork: 'net',
  ClusterUserDefinedNetwork: 'net',
  NetworkAttachmentDefinition: 'net',
};

interface NamedObject {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** `lists` are the lists of objects, as the API server gives them. */
export function maskNames(lists: readonly Uint8Array[]): Masked {
  const objects = lists.flatMap(list => listItems<NamedObject>(list));
  const names = new MaskedNames();
  const isSystem = ({ metadata }: NamedObject) =>
    KNOWN_NAMES.test(metadata?.namespace ?? '') && metadata?.namespace !== 'default';
  for (const object of objects.filter(each => !isSystem(each)))
    if (object.kind && WORDS[object.kind]) names.add(object.metadata?.name, WORDS[object.kind]!);
  return { count: names.count, mask: bytes => maskBytes(bytes, text => names.replace(text)) };
}

const OVSDB = /^OVSDB (?:JSON|CLUSTER) \d+ [0-9a-f]{40}\n/;

/** The records of a database have a length and a checksum. */
function maskBytes(bytes: Uint8Array, replaced: (text: string) => string): Uint8Array {
  const text = decodeUtf8(bytes);
  if (!OVSDB.test(text)) return encodeUtf8(replaced(text));
  const records = text.split(/^OVSDB JSON \d+ [0-9a-f]{40}\n/m).slice(1);
  return encodeUtf8(records.map(record => toRecord(replaced(record))).join(''));
}

function toRecord(text: string): string {
  const bytes = encodeUtf8(text);
  return `OVSDB JSON ${bytes.length} ${createHash('sha1').update(bytes).digest('hex')}\n${text}`;
}
