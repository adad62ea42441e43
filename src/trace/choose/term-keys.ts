/** The terms of matches that distinguish flows, as numbers that are compared quickly with the fields of a packet. */

import { type Notation, parseInteger, printInteger } from '../../lang/constant.ts';
import { unquote } from '../../lang/quoted-string.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import { findTerm, type Term, termsAbout } from '../../sema/match/match-terms.ts';

/** The names of the ports of a datapath in matches. */
export interface PortNames {
  readonly keys: PortKeys;
  /** The groups that the port with this key is in. */
  groupsOf(key: number): readonly string[];
  /** Whether the members of a group are not known, so that any port can be one. */
  isUnknownGroup(name: string): boolean;
}

/**
 * A value of a field as a number: the key of a port, or the hash of its text. If two values have the same hash, more flows
 * are tried; the result is the same.
 */
export type Key = number;

interface Telling {
  /** The notation of the integers in the field; absent for ports, which have names. */
  readonly notation?: Notation;
  keysOf(packet: Packet, ports: PortNames): readonly Key[];
}

const integerField = (name: FieldName, notation: Notation): Telling => ({
  notation,
  keysOf: packet => [hash(printInteger({ notation, value: packet.getBig(name) }))],
});

const portKeys = (key: number, { groupsOf }: PortNames) => [key, ...groupsOf(key).map(name => hash(`@${name}`))];

/** The fields that distinguish many flows, and the keys of a packet for them. */
const FIELDS: Readonly<Record<string, Telling>> = {
  inport: { keysOf: (packet, ports) => portKeys(packet.get('reg14'), ports) },
  outport: { keysOf: (packet, ports) => portKeys(packet.get('reg15'), ports) },
  'eth.dst': integerField('dl_dst', 'ethernet'),
  'eth.src': integerField('dl_src', 'ethernet'),
  'arp.tpa': integerField('nw_dst', 'ipv4'),
  'nd.target': integerField('nd_target', 'ipv6'),
  'ip4.dst': integerField('nw_dst', 'ipv4'),
  'ip6.dst': integerField('ipv6_dst', 'ipv6'),
};

/** The keys of a packet for the field of a term. */
export const keysOfPacket = (field: string, packet: Packet, ports: PortNames): readonly Key[] =>
  FIELDS[field]!.keysOf(packet, ports);

const TELLING = termsAbout(Object.keys(FIELDS));

/** If there are several terms, the outport distinguishes best: in most tables, packets have none yet. */
const ABOUT_OUTPORT = termsAbout(['outport']);

/** The term of `match` that distinguishes best. */
export const tellingTerm = (match: string): Term | undefined =>
  (match.includes('outport == ') ? findTerm(match, ABOUT_OUTPORT) : undefined) ?? findTerm(match, TELLING);

/** The key as a packet has it, for any notation in the match; undefined for a value that no packet has. */
export function keyOfTerm({ field, value: text }: Term, keys: PortKeys): Key | undefined {
  const { notation } = FIELDS[field]!;
  if (notation) return PRINTED[notation]!.test(text) ? hash(text) : reprint(text, notation);
  if (text.startsWith('@')) return hash(text);
  const name = unquote(text);
  return 'value' in name ? keys(name.value) : undefined;
}

/** An integer may be written in any notation that is not too wide for its field. */
function reprint(text: string, notation: Notation): Key | undefined {
  const integer = parseInteger(text);
  return 'error' in integer ? undefined : hash(printInteger({ notation, value: integer.value.value }));
}

/** A hash of 30 bits, which V8 stores without an object. */
function hash(text: string): Key {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (Math.imul(value, 31) + text.charCodeAt(index)) | 0;
  return value & 0x3fffffff;
}

/** Texts that are surely in OVN's own notation. Of IPv6 addresses, only those with two or more zero groups. */
const PRINTED: Readonly<Partial<Record<Notation, RegExp>>> = {
  ethernet: /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
  ipv4: /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/,
  ipv6: /^(?!(?:[^:]*:){7})(?:[1-9a-f][0-9a-f]{0,3}:)+(?::[1-9a-f][0-9a-f]{0,3})+$/,
};
