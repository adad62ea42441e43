/**
 * What the arguments of `put_dhcpv6_opts` become on their way from a logical flow to ovn-controller's packet handler: each
 * option as bytes, in the action's order. The truth is `encode_put_dhcpv6_option` in lib/actions.c, OVN 25.03.
 */
import { type Dhcpv6OptionName, type Dhcpv6OptionType, OVN_DHCPV6_OPTIONS } from '../../ovn/options/dhcpv6-options.ts';
import { allBytes, firstBytes, type OfferedOption, textOf } from './option-codec.ts';

export interface EncodedOption6 {
  readonly name: Dhcpv6OptionName;
  readonly code: number;
  readonly value: Buffer;
}

export const encodeOffer6 = (options: readonly OfferedOption[]): readonly EncodedOption6[] => options.map(encodeOne);

function encodeOne(option: OfferedOption): EncodedOption6 {
  const { name, code, type } = OVN_DHCPV6_OPTIONS.find(known => known.name === option.name)!;
  return { name, code, value: ENCODERS[type](option) };
}

const ENCODERS: Record<Dhcpv6OptionType, (option: OfferedOption) => Buffer> = {
  ipv6: option => allBytes(option, 16),
  mac: option => firstBytes(option, 6),
  str: option => Buffer.from(textOf(option)),
  domain: option => encodeDomainName(Buffer.from(textOf(option)).toString('latin1')),
};

/** Labels with their lengths and an end (RFC 1035 section 3.1); OVN lets empty ones stand. */
function encodeDomainName(name: string): Buffer {
  const labels = name.split('.').map(label => Buffer.from(label, 'latin1'));
  return Buffer.concat([...labels.flatMap(label => [Buffer.of(label.length), label]), Buffer.of(0)]);
}
