/**
 * The variables of diagrams: one for each bit of a packet. Fields that decide early come first, and a field's most
 * significant bit comes before the others, so that prefixes are short paths. Fields that share a place in a packet share
 * their variables: OVN's prerequisites tell them apart.
 */
import { LAYOUT, type Location, PACKET_WORDS, wordCount } from '../../ovn/fields/layout.ts';

/** A bit of a packet: its word times 32, plus its place in the word. */
export type Bit = number;

export const bitAt = (word: number, place: number): Bit => word * 32 + place;
export const wordOf = (bit: Bit): number => bit >>> 5;
/** The bit within its word, as a mask. */
export const maskOf = (bit: Bit): number => 1 << (bit & 31);

/** The words of the fields that come first, in order. The other words follow. */
const FIRST: readonly number[] = [
  [LAYOUT.reg14, LAYOUT.reg15, LAYOUT.reg10],
  [LAYOUT.dl_type, LAYOUT.ct_state, LAYOUT.nw_proto, LAYOUT.nw_frag],
  [LAYOUT.dl_dst, LAYOUT.dl_src, LAYOUT.vlan_tci],
  [LAYOUT.nw_dst, LAYOUT.nw_src, LAYOUT.tp_dst, LAYOUT.tp_src],
  [LAYOUT.ipv6_dst, LAYOUT.ipv6_src],
  [LAYOUT.nw_ttl, LAYOUT.nw_tos, LAYOUT.tcp_flags],
  [LAYOUT.arp_sha, LAYOUT.arp_tha, LAYOUT.nd_target, LAYOUT.ipv6_label],
]
  .flat()
  .flatMap(location => wordsOf(location));

function wordsOf(location: Location): number[] {
  return Array.from({ length: wordCount(location) }, (_, index) => location.word + index);
}

const ORDER: readonly number[] = [...new Set([...FIRST, ...Array.from({ length: PACKET_WORDS }, (_, word) => word)])];

export const VARIABLES = PACKET_WORDS * 32;

const firstOf = new Int32Array(PACKET_WORDS);
for (const [place, word] of ORDER.entries()) firstOf[word] = place * 32;

/** The variable of a bit. */
export const variableOf = (bit: Bit): number => firstOf[bit >>> 5]! + 31 - (bit & 31);

/** The bit of a variable. */
export const bitOf = (variable: number): Bit => bitAt(ORDER[variable >>> 5]!, 31 - (variable & 31));

/** The bits of some bits of a field, the lowest first. */
export function bitsOf({ word, width, shift }: Location, low = 0, count = width): readonly Bit[] {
  const last = word + Math.ceil(width / 32) - 1;
  return Array.from({ length: count }, (_, index) => {
    const place = shift + low + index;
    return bitAt(last - (place >>> 5), place & 31);
  });
}

/** The words that hold what is known of a packet beside its headers: registers, ports, and what conntrack found. */
const METADATA: readonly Location[] = [
  ...Array.from({ length: 16 }, (_, word) => ({ ...LAYOUT.reg1, word })),
  LAYOUT.pkt_mark,
  LAYOUT.ct_state,
  LAYOUT.ct_mark,
  LAYOUT.ct_label,
  LAYOUT.ct_nw_dst,
  LAYOUT.ct_ipv6_dst,
  LAYOUT.ct_tp_dst,
  LAYOUT.ct_nw_src,
  LAYOUT.ct_ipv6_src,
  LAYOUT.ct_tp_src,
  LAYOUT.ct_nw_proto,
];

export const METADATA_WORDS: readonly number[] = METADATA.flatMap(location => wordsOf(location));

const isMetadataWord = Uint8Array.from({ length: PACKET_WORDS }, (_, word) => (METADATA_WORDS.includes(word) ? 1 : 0));

export const isMetadata = (bit: Bit): boolean => isMetadataWord[wordOf(bit)] === 1;
