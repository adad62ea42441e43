/**
 * The arguments of `put_dhcp_opts` as ovn-controller's packet handler gets them: the address to offer, and the other
 * options as bytes. The source of truth is `encode_PUT_DHCPV4_OPTS` in lib/actions.c, OVN 25.03.
 */
import { concatBytes } from '../../base/bytes/bytes.ts';
import { type DhcpOptionName, findDhcpOption } from '../../ovn/options/dhcp-options.ts';
import type { Numeral } from './constant.ts';
import { type OfferedOption, OPTION_CODECS } from './option-codec.ts';
import { encodeOption } from './option-list.ts';

export interface OfferedOptions {
  /** The address to offer. */
  readonly offerip: Numeral;
  /** The other arguments, in the action's order. */
  readonly options: readonly OfferedOption[];
}

export interface EncodedOffer {
  readonly offerip: number;
  /** All options, each with its code and length. */
  readonly options: Uint8Array;
}

/** These options come before all others, each once. */
const FIRST = ['bootfile_name', 'bootfile_name_alt', 'next_server'] as const satisfies DhcpOptionName[];

export const encodeOffer = ({ offerip, options }: OfferedOptions): EncodedOffer => ({
  offerip: Number(BigInt.asUintN(32, offerip.value)),
  options: concatBytes(inWireOrder(options).map(encodeOne)),
});

function encodeOne(option: OfferedOption): Uint8Array {
  const { code, type } = findDhcpOption(option.name)!;
  return encodeOption({ code, value: OPTION_CODECS[type].encode(option) });
}

function inWireOrder(options: readonly OfferedOption[]): OfferedOption[] {
  const first = FIRST.map(name => options.find(option => option.name === name)).filter(option => option !== undefined);
  return [...first.map(withOneValue), ...options.filter(option => !first.includes(option))];
}

/** OVN sends only the first next_server of the action. */
const withOneValue = (option: OfferedOption): OfferedOption => ({ ...option, values: option.values.slice(0, 1) });
