/** The terms of matches that tell flows apart, as numbers that are quickly compared with what a packet has. */

import { type Notation, parseInteger, printInteger } from '../../lang/constant.ts';
import { unquote } from '../../lang/quoted-string.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import { findTerm, type Term, termsAbout } from '../../sema/match/match-terms.ts';

/** What the ports of a datapath are called in matches. */
export interface PortNames {
  readonly keys: PortKeys;
  /** The groups that the port with this key is in. */
  groupsOf(key: number): readonly string[];
}

/**
 * A value of a field as a number: the key of a port, or what `hash` makes of its text. Where two values are the same by
 * chance, flows are tried that do not match.
 */
export type Key = number;

interface Telling {
  /** How the integers are written that the field is compared with; ports have names. */
  readonly notation?: Notation;
  keysOf(packet: Packet, ports: PortNames): readonly Key[];
}

const integerField = (name: FieldName, notation: Notation): Telling => ({
  notation,
  keysOf: packet => [hash(printInteger({ notation, value: packet.getBig(name) }))],
});

const portKeys = (key: number, { groupsOf }: PortNames) => [key, ...groupsOf(key).map(name => hash(`@${name}`))];

/** The fields that tell many flows apart, and what a packet has in them. */
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

/** What a packet has in a field that a telling term is about. */
export const keysOfPacket = (field: string, packet: Packet, ports: PortNames): readonly Key[] =>
  FIELDS[field]!.keysOf(packet, ports);

const TELLING = termsAbout(Object.keys(FIELDS));

/** Where there are several, the outport tells most: in most tables, packets have none yet. */
const ABOUT_OUTPORT = termsAbout(['outport']);

/** The term of `match` that tells most. */
export const tellingTerm = (match: string): Term | undefined =>
  (match.includes('outport == ') ? findTerm(match, ABOUT_OUTPORT) : undefined) ?? findTerm(match, TELLING);

/** As a packet has it, however the match writes it; undefined for what no packet has. */
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

/** Of 30 bits, which V8 keeps without an object. */
function hash(text: string): Key {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (Math.imul(value, 31) + text.charCodeAt(index)) | 0;
  return value & 0x3fffffff;
}

/** What is surely written as OVN writes it; of IPv6 addresses, those with two or more zero groups. */
const PRINTED: Readonly<Partial<Record<Notation, RegExp>>> = {
  ethernet: /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
  ipv4: /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/,
  ipv6: /^(?!(?:[^:]*:){7})(?:[1-9a-f][0-9a-f]{0,3}:)+(?::[1-9a-f][0-9a-f]{0,3})+$/,
};
