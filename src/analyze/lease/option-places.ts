/** Where the options of a message are in its frame. */
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { decodeAdvertisement, decodeNdOptions } from '../../dhcp/messages/decode-advertisement.ts';
import { decodeMessage } from '../../dhcp/messages/message.ts';
import { decodeMessage6 } from '../../dhcp/messages/message6.ts';
import { decodeOptions, type NamedOption } from '../../dhcp/options/decode-options.ts';
import { decodeOptions6 } from '../../dhcp/options/decode-options6.ts';
import type { DhcpOption } from '../../dhcp/options/option-list.ts';
import { type AnyFrame, decodeAnyFrame, isFrame6 } from '../../frames/any-frame.ts';

/** An option, from its code up to but not including the byte after its value, as places in the frame. */
export interface OptionPlace {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** `bytes` is a whole frame. In the order of the message; empty if it is not a message with options. */
export function optionPlaces(bytes: Uint8Array): readonly OptionPlace[] {
  const decoded = decodeAnyFrame(bytes);
  if (decoded.kind === 'fault') return [];
  return placesIn(decoded.frame).map(place => ({
    ...place,
    from: place.from - bytes.byteOffset,
    to: place.to - bytes.byteOffset,
  }));
}

/** The parts of a frame are views of its bytes, so places are those in the memory that they share. */
function placesIn(frame: AnyFrame): readonly OptionPlace[] {
  if (!isFrame6(frame)) {
    const decoded = decodeMessage(frame.payload);
    return decoded.kind === 'message' ? placed(decoded.message.options, decodeOptions(decoded.message), 2) : [];
  }
  const { transport, payload } = frame;
  if (transport.protocol === 'icmp6') return discoveryPlaces(transport.type, payload);
  const decoded = decodeMessage6(payload);
  return decoded.kind === 'fault' ? [] : placed(decoded.message.options, decodeOptions6(decoded.message), 4);
}

/** `header` is the length of a code and a length. */
const placed = (options: readonly DhcpOption[], named: readonly NamedOption[], header: number): OptionPlace[] =>
  options.map(({ value }, index) => ({
    name: named[index]!.name,
    text: named[index]!.text,
    from: value.byteOffset - header,
    to: value.byteOffset + value.length,
  }));

/** The options of router discovery have their length in 8 bytes. Those of an advertisement come after fields without a code. */
function discoveryPlaces(type: number, payload: Uint8Array): OptionPlace[] {
  const isAdvertisement = type === ICMP6_TYPES.routerAdvertisement;
  if (!isAdvertisement && type !== ICMP6_TYPES.routerSolicitation) return [];
  const named = isAdvertisement
    ? decodeAdvertisement(payload).filter(({ code }) => code >= 0)
    : decodeNdOptions(payload.subarray(4));
  let at = isAdvertisement ? 12 : 4;
  return named.map(({ name, text }) => {
    const from = at;
    at += 8 * payload[at + 1]!;
    return { name, text, from: payload.byteOffset + from, to: payload.byteOffset + at };
  });
}
