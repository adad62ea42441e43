/**
 * The arguments of `put_dhcpv6_opts` as ovn-controller's packet handler gets them: each option as bytes, in the action's
 * order. The source of truth is `encode_put_dhcpv6_option` in lib/actions.c, OVN 25.03.
 */
import { concatBytes } from '../../base/bytes/bytes.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Dhcpv6OptionName, type Dhcpv6OptionType, OVN_DHCPV6_OPTIONS } from '../../ovn/options/dhcpv6-options.ts';
import { allBytes, firstBytes, type OfferedOption, optionText } from './option-codec.ts';

export interface EncodedOption6 {
  readonly name: Dhcpv6OptionName;
  readonly code: number;
  readonly value: Uint8Array;
}

export const encodeOffer6 = (options: readonly OfferedOption[]): readonly EncodedOption6[] => options.map(encodeOne);

function encodeOne(option: OfferedOption): EncodedOption6 {
  const { name, code, type } = OVN_DHCPV6_OPTIONS.find(known => known.name === option.name)!;
  return { name, code, value: ENCODERS[type](option) };
}

const ENCODERS: Record<Dhcpv6OptionType, (option: OfferedOption) => Uint8Array> = {
  ipv6: option => allBytes(option, 16),
  mac: option => firstBytes(option, 6),
  str: option => encodeUtf8(optionText(option)),
  domain: option => encodeDomainName(optionText(option)),
};

/** Labels with their lengths, and an end (RFC 1035 section 3.1). OVN keeps empty labels. */
function encodeDomainName(name: string): Uint8Array {
  const labels = name.split('.').map(encodeUtf8);
  return concatBytes([...labels.flatMap(label => [Uint8Array.of(label.length), label]), Uint8Array.of(0)]);
}
