/**
 * Replaces the names that a cluster's users gave by names without meaning, the same in objects and databases. Addresses stay,
 * because routes, subnets and leases depend on them; so do hashes that OVN-Kubernetes makes of names.
 */
import { createHash } from 'node:crypto';
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

/** The names of these are no secret, and programs know them. */
const KNOWN = /^(default|kube-.*|openshift(-.*)?|ovn-.*|ovnkube-.*|kubernetes|cluster)$/;

interface NamedObject {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** `lists` are the lists of objects, as the API server gives them. */
export function maskNames(lists: readonly Uint8Array[]): Masked {
  const objects = lists.flatMap(list => listItems<NamedObject>(list));
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const add = (name: string | undefined, word: string) => {
    if (name === undefined || KNOWN.test(name) || names.has(name)) return;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    const masked = `${word}${counts.get(word)}`;
    names.set(name, masked);
    // In the names of ports and switches, OVN-Kubernetes writes a network with dots.
    names.set(name.replaceAll('-', '.'), masked);
  };
  const isSystem = ({ metadata }: NamedObject) =>
    KNOWN.test(metadata?.namespace ?? '') && metadata?.namespace !== 'default';
  for (const object of objects.filter(each => !isSystem(each)))
    if (object.kind && WORDS[object.kind]) add(object.metadata?.name, WORDS[object.kind]!);
  const replaced = replacer(names);
  const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
  return { count, mask: bytes => maskBytes(bytes, replaced) };
}

/** Whole names only, the longest first: `web` is not replaced in `web-0`. */
function replacer(names: ReadonlyMap<string, string>): (text: string) => string {
  if (names.size === 0) return text => text;
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  const any = longestFirst.map(name => name.replace(/[.]/g, '\\.')).join('|');
  const pattern = new RegExp(`(?<![a-z0-9-])(?:${any})(?![a-z0-9-])(?!"\\s*:)`, 'g');
  return text => text.replace(pattern, name => names.get(name)!);
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
