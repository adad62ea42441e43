/**
 * OVN's answer to a router solicitation: a router advertisement (RFC 4861 section 4.2) made from the arguments of
 * `put_nd_ra_opts`. The source of truth is `encode_PUT_ND_RA_OPTS` in lib/actions.c and `pinctrl_handle_put_nd_ra_opts`
 * in controller/pinctrl.c, OVN 25.03.
 */
import { concatBytes, uint16Bytes, uint32Bytes } from '../../base/bytes/bytes.ts';
import { encodeUtf8, utf8Length } from '../../base/bytes/utf8.ts';
import { networkAddress, parsePrefix } from '../../base/ip.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { addressBytes, type Frame6 } from '../../frames/frame6.ts';
import { ND_CODES, type NdRaOptionName, RA_ADDRESS_MODES, RA_PREFERENCES } from '../../ovn/options/nd-ra-options.ts';
import { lowBytes, prefixLength } from '../options/constant.ts';
import { firstBytes, numeralsOf, type OfferedOption, optionText } from '../options/option-codec.ts';

export const PREFIX_FLAGS = { on_link: 0x80, autonomous: 0x40 } as const;

const HOP_LIMIT = 255;
const LIFETIME = 0xffff;
const FOR_EVER = uint32Bytes(0xffffffff);
/** The value of the reachable time and of the retransmission timer: unspecified. */
const LEFT_TO_HOST = uint32Bytes(0);
const ALL_NODES = 0xff020000000000000000000000000001n;

/** The result of `put_nd_ra_opts`, still from the client to all routers. Undefined if the frame is not a solicitation. */
export function advertise(request: Frame6, offered: readonly OfferedOption[]): Frame6 | undefined {
  const { transport, ip6 } = request;
  if (transport.protocol !== 'icmp6' || transport.type !== ICMP6_TYPES.routerSolicitation || transport.code !== 0)
    return undefined;
  return {
    ...request,
    ip6: { ...ip6, src: ip6.src || ALL_NODES },
    transport: { protocol: 'icmp6', type: ICMP6_TYPES.routerAdvertisement, code: 0 },
    payload: advertisementOf(offered),
  };
}

interface Advertisement {
  flags: number;
  readonly options: Uint8Array[];
}

/** The bytes after the checksum: hop limit, flags, lifetime, two unspecified times, and the options. */
function advertisementOf(offered: readonly OfferedOption[]): Uint8Array {
  const advertisement: Advertisement = { flags: 0, options: [] };
  for (const option of offered) WRITERS[option.name as NdRaOptionName](option, advertisement);
  const start = Uint8Array.of(HOP_LIMIT, advertisement.flags);
  return concatBytes([start, uint16Bytes(LIFETIME), LEFT_TO_HOST, LEFT_TO_HOST, ...advertisement.options]);
}

/** The order of the action counts: an `addr_mode` decides whether the prefixes after it are for autoconfiguration. */
const WRITERS: Readonly<Record<NdRaOptionName, (option: OfferedOption, advertisement: Advertisement) => void>> = {
  addr_mode(option, advertisement) {
    advertisement.flags |= flagOf(RA_ADDRESS_MODES, optionText(option));
  },
  router_preference(option, advertisement) {
    advertisement.flags |= flagOf(RA_PREFERENCES, optionText(option));
  },
  slla: (option, { options }) => options.push(ndOption(ND_CODES.slla, firstBytes(option, 6))),
  mtu: (option, { options }) => options.push(ndOption(ND_CODES.mtu, new Uint8Array(2), firstBytes(option, 4))),
  prefix: (option, { flags, options }) => options.push(prefixOption(option, flags)),
  rdnss: (option, { options }) =>
    options.push(ndOption(ND_CODES.rdnss, new Uint8Array(2), FOR_EVER, firstBytes(option, 16))),
  dnssl: (option, { options }) => options.push(...searchListOption(optionText(option))),
  route_info: (option, { options }) => options.push(...routeOptions(optionText(option))),
};

const flagOf = (flags: Readonly<Record<string, number>>, name: string): number => flags[name] ?? 0;

/** Type, length in units of 8 bytes, value. */
function ndOption(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = concatBytes(parts);
  return concatBytes([Uint8Array.of(type, (value.length + 2) / 8), value]);
}

/** The prefix is on the link. It is also for autoconfiguration, unless addresses come from DHCPv6. */
function prefixOption(option: OfferedOption, advertised: number): Uint8Array {
  const network = numeralsOf(option)[0]!;
  const isManaged = (advertised & RA_ADDRESS_MODES.dhcpv6_stateful) !== 0;
  const flags = isManaged ? PREFIX_FLAGS.on_link : PREFIX_FLAGS.on_link | PREFIX_FLAGS.autonomous;
  const head = Uint8Array.of(lengthOf(network.mask!), flags);
  return ndOption(ND_CODES.prefix, head, FOR_EVER, FOR_EVER, new Uint8Array(4), lowBytes(network, 16));
}

/** OVN counts the leading bytes 0xff, and the next byte up to its last 1. Later bytes do not count. */
function lengthOf(mask: bigint): number {
  let length = 0;
  for (const byte of addressBytes(mask)) {
    length += prefixLength(BigInt(byte), 8);
    if (byte !== 0xff) break;
  }
  return length;
}

/** Header and names, in bytes. A longer list is not sent at all. */
const LARGEST_SEARCH_LIST = 255;

/** `text` has names separated by commas. OVN computes the size from the text, so there can be more padding than needed. */
function searchListOption(text: string): Uint8Array[] {
  const names = text.split(',').filter(Boolean);
  const room = names.reduce((size, name) => size + utf8Length(name) + 2, 8);
  if (room > LARGEST_SEARCH_LIST) return [];
  const encoded = concatBytes(names.map(encodeName));
  const padding = new Uint8Array(Math.ceil(room / 8) * 8 - 8 - encoded.length);
  return [ndOption(ND_CODES.dnssl, new Uint8Array(2), FOR_EVER, encoded, padding)];
}

function encodeName(name: string): Uint8Array {
  const labels = name.split('.').filter(Boolean).map(encodeUtf8);
  return concatBytes([...labels.flatMap(label => [Uint8Array.of(label.length), label]), Uint8Array.of(0)]);
}

/** Entries `PREFERENCE-NETWORK`, separated by commas. The first one that is not an IPv6 network ends the list. */
function routeOptions(text: string): Uint8Array[] {
  const routes: Uint8Array[] = [];
  for (const entry of text.split(',').filter(Boolean)) {
    const [preference = '', ...networks] = entry.split('-').filter(Boolean);
    for (const networkText of networks) {
      const route = routeOption(networkText, flagOf(RA_PREFERENCES, preference));
      if (!route) return routes;
      routes.push(route);
    }
  }
  return routes;
}

/** The network takes 0, 8 or 16 bytes, as its prefix length needs (RFC 4191 section 2.3). */
function routeOption(text: string, preference: number): Uint8Array | undefined {
  const network = parsePrefix(text);
  if (network?.family !== 6) return undefined;
  const significant = addressBytes(networkAddress(network).value).subarray(0, Math.ceil(network.prefixLength / 64) * 8);
  return ndOption(ND_CODES.route_info, Uint8Array.of(network.prefixLength, preference), FOR_EVER, significant);
}
