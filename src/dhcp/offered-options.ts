/**
 * What the arguments of `put_dhcp_opts` become on their way from a logical flow to ovn-controller's packet handler: the
 * address to offer and the other options as bytes. The truth is `encode_PUT_DHCPV4_OPTS` in lib/actions.c, OVN 25.03.
 */
import { type DhcpOptionName, type DhcpOptionType, findDhcpOption } from '../fields/dhcp-options.ts';
import { encodeOption } from './message.ts';
import { type OfferedOption, OPTION_CODECS } from './option-codec.ts';

export interface OfferedOptions {
  /** The address to give, as it stands in the action. */
  readonly offerip: string;
  /** The other arguments, in the action's order. */
  readonly options: readonly OfferedOption[];
}

export interface EncodedOffer {
  readonly kind: 'offer';
  readonly offerip: number;
  /** Options one after the other, each with code and length. */
  readonly options: Buffer;
}

/** Why ovn-controller has no use for the action. */
export const OFFER_FAULTS = {
  'unknown-option': 'put_dhcp_opts names an option that OVN does not know, so the flow is not installed',
  'bad-option-value': 'an option of put_dhcp_opts has no value of its type, so the flow is not installed',
  'no-options': 'put_dhcp_opts offers an address without any options',
} as const satisfies Record<string, string>;

export type OfferFault = keyof typeof OFFER_FAULTS;

export interface FaultyOffer {
  readonly kind: 'fault';
  readonly fault: OfferFault;
  /** The name of the option at fault, if it is one. */
  readonly option?: string;
}

/** These come before all others, each once. */
const FIRST = ['bootfile_name', 'bootfile_name_alt', 'next_server'] as const satisfies DhcpOptionName[];

export function encodeOffer({ offerip, options }: OfferedOptions): EncodedOffer | FaultyOffer {
  const address = OPTION_CODECS.ipv4.encode({ name: 'offerip', values: [offerip] });
  if (!address) return { kind: 'fault', fault: 'bad-option-value', option: 'offerip' };
  const encoded: Buffer[] = [];
  for (const option of inWireOrder(options)) {
    const row = findDhcpOption(option.name);
    if (!row) return { kind: 'fault', fault: 'unknown-option', option: option.name };
    const value = isOfType(row.type, option) ? OPTION_CODECS[row.type].encode(option) : undefined;
    if (!value) return { kind: 'fault', fault: 'bad-option-value', option: option.name };
    encoded.push(encodeOption({ code: row.code, value }));
  }
  if (encoded.length === 0) return { kind: 'fault', fault: 'no-options' };
  return { kind: 'offer', offerip: address.readUInt32BE(0), options: Buffer.concat(encoded) };
}

/** Whether the constants are strings or numbers, as the type asks; taken on trust where nobody says. */
function isOfType(type: DhcpOptionType, { isString }: OfferedOption): boolean {
  return isString === undefined || type === 'host_id' || isString === (type === 'str' || type === 'domains');
}

function inWireOrder(options: readonly OfferedOption[]): OfferedOption[] {
  const first = FIRST.map(name => options.find(option => option.name === name)).filter(option => option !== undefined);
  return [...first.map(withOneValue), ...options.filter(option => !first.includes(option))];
}

/** OVN sends one next_server, however many the action names. */
const withOneValue = (option: OfferedOption): OfferedOption => ({ ...option, values: option.values.slice(0, 1) });
