/**
 * What the arguments of `put_dhcpv6_opts` become on their way from a logical flow to ovn-controller's packet handler: each
 * option as bytes, in the action's order. The truth is `encode_put_dhcpv6_option` in lib/actions.c, OVN 25.03.
 */
import { DHCPV6_OPTIONS, type Dhcpv6OptionName, type Dhcpv6OptionType } from '../fields/dhcpv6-options.ts';
import { lowBytes, parseConstant } from './constant.ts';
import type { OfferedOption } from './option-codec.ts';

export interface EncodedOption6 {
  readonly name: Dhcpv6OptionName;
  readonly code: number;
  readonly value: Buffer;
}

/** Undefined where an option is none that OVN knows, or has no value of its type: then the flow is not installed. */
export function encodeOffer6(options: readonly OfferedOption[]): readonly EncodedOption6[] | undefined {
  const encoded = options.map(encodeOne).filter(option => option !== undefined);
  return encoded.length === options.length ? encoded : undefined;
}

function encodeOne({ name, values }: OfferedOption): EncodedOption6 | undefined {
  const row = DHCPV6_OPTIONS.find(known => known.name === name);
  const value = row && ENCODERS[row.type](values);
  return value && { name: row.name, code: row.code, value };
}

const text = ([first]: readonly string[]): Buffer => Buffer.from(first ?? '');

/** Of what takes one value, the first counts. */
const ENCODERS: Record<Dhcpv6OptionType, (values: readonly string[]) => Buffer | undefined> = {
  ipv6: values => encodeIntegers(values, 16),
  mac: values => encodeIntegers(values.slice(0, 1), 6),
  str: text,
  domain: values => encodeDomainName(text(values).toString('latin1')),
};

function encodeIntegers(values: readonly string[], length: number): Buffer | undefined {
  const constants = values.map(parseConstant).filter(constant => constant !== undefined);
  if (constants.length < values.length) return undefined;
  return Buffer.concat(constants.map(constant => lowBytes(constant, length)));
}

/** Labels with their lengths and an end (RFC 1035 section 3.1); OVN lets empty ones stand. */
function encodeDomainName(name: string): Buffer {
  const labels = name.split('.').map(label => Buffer.from(label, 'latin1'));
  return Buffer.concat([...labels.flatMap(label => [Buffer.of(label.length), label]), Buffer.of(0)]);
}
