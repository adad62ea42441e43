/** Actions with a list of options, NAME = VALUE (man ovn-sb, put_dhcp_opts and others; OVN 25.03, lib/actions.c). */

import { type Integer, printInteger } from '../../lang/constant.ts';
import { printString } from '../../lang/match-printer.ts';
import { spanOf } from '../../lang/syntax-error.ts';
import { OVN_DHCP_OPTIONS } from '../../ovn/options/dhcp-options.ts';
import { OVN_DHCPV6_OPTIONS } from '../../ovn/options/dhcpv6-options.ts';
import {
  ND_RA_OPTIONS,
  type NdRaOptionName,
  RA_ADDRESS_MODES,
  RA_PREFERENCES,
} from '../../ovn/options/nd-ra-options.ts';
import type { BoundSet } from '../match/bind-operands.ts';
import type { ActionShapes, Option, OptionsKind } from './kit/action.ts';
import { require } from './kit/context.ts';
import type { Cursor } from './kit/cursor.ts';
import { type AssignmentRow, checkDestination, printResult } from './kit/row.ts';

type OptionTable = readonly { readonly name: string; readonly type: string }[];

export interface OptionFamily {
  /** The name in OVN's messages. */
  readonly title: string;
  readonly options: OptionTable;
  check?(cursor: Cursor, options: readonly Option[]): void;
  readonly prereq?: string;
}

const FAMILIES: { readonly [K in OptionsKind]: OptionFamily } = {
  put_dhcp_opts: { title: 'DHCPv4', options: OVN_DHCP_OPTIONS, check: checkDhcp },
  put_dhcpv6_opts: { title: 'DHCPv6', options: OVN_DHCPV6_OPTIONS },
  put_nd_ra_opts: { title: 'IPv6 ND RA', options: ND_RA_OPTIONS, check: checkNdRa, prereq: 'ip6' },
};

const withOptions = (name: OptionsKind): AssignmentRow<OptionsKind> => ({
  read: (cursor, context, destination) => {
    const family = FAMILIES[name];
    cursor.force('LeftParen');
    checkDestination(cursor, context, destination, 1);
    const options = readOptions(cursor, family);
    family.check?.(cursor, options);
    if (family.prereq !== undefined) require(family.prereq, context);
    return { destination, options };
  },
  print: ({ destination, options }) => printResult(destination, `${name}(${printOptions(options)})`),
});

export const OPTIONS_ROWS: { readonly [K in OptionsKind]: AssignmentRow<OptionsKind> } = {
  put_dhcp_opts: withOptions('put_dhcp_opts'),
  put_dhcpv6_opts: withOptions('put_dhcpv6_opts'),
  put_nd_ra_opts: withOptions('put_nd_ra_opts'),
};

export function readOptions(cursor: Cursor, family: OptionFamily): Option[] {
  const options: Option[] = [];
  while (!cursor.match('RightParen')) {
    options.push(readOption(cursor, family));
    cursor.match('Comma');
  }
  return options;
}

const STRINGS = ['str', 'domains', 'domain'];

function readOption(cursor: Cursor, { title, options }: OptionFamily): Option {
  if (!cursor.is('Id')) throw cursor.unexpected();
  const row = options.find(({ name }) => name === cursor.peek().image);
  if (!row) throw cursor.unexpected(`expecting ${title} option name`);
  cursor.next();
  cursor.force('Assign');
  const first = spanOf(cursor.peek());
  const value = readConstantSet(cursor);
  const type = STRINGS.includes(row.type) ? 'string' : 'integer';
  if (row.type !== 'host_id' && value.type !== type) {
    const what = type === 'string' ? 'string' : 'numeric';
    throw cursor.fault(`${title} option ${row.name} requires ${what} value.`, cursor.since(first));
  }
  return { name: row.name, value };
}

function readConstantSet(cursor: Cursor): BoundSet {
  const isBraced = cursor.match('LeftCurly');
  const values: (Integer | string)[] = [];
  do {
    values.push(readConstant(cursor, values[0]));
    if (isBraced) cursor.match('Comma');
  } while (isBraced && !cursor.match('RightCurly'));
  return { type: typeof values[0] === 'string' ? 'string' : 'integer', isBraced, values } as BoundSet;
}

function readConstant(cursor: Cursor, first: Integer | string | undefined): Integer | string {
  if (cursor.is('Template')) throw cursor.fault('Unexpanded template.', spanOf(cursor.peek()));
  if (cursor.is('AddressSet')) throw cursor.unexpected('expecting address set name');
  if (cursor.is('PortGroup')) throw cursor.unexpected('expecting port group name');
  if (!cursor.is('String') && !cursor.is('Integer')) throw cursor.unexpected('expecting constant');
  const constant = cursor.peek().payload!;
  if (first !== undefined && typeof first !== typeof constant) {
    throw cursor.unexpected(`expecting ${typeof first === 'string' ? 'string' : 'integer'}`);
  }
  cursor.next();
  return constant;
}

function checkDhcp(cursor: Cursor, options: readonly Option[]): void {
  if (!options.some(({ name }) => name === 'offerip')) {
    throw cursor.fault('put_dhcp_opts requires offerip to be specified.');
  }
}

const isOneOf = (words: Readonly<Record<string, number>>) => (value: Integer | string) =>
  typeof value === 'string' && Object.hasOwn(words, value);
const isString = (value: Integer | string) => typeof value === 'string';
const isIn = (notation: Integer['notation']) => (value: Integer | string) =>
  typeof value !== 'string' && value.notation === notation;

const ND_RA_VALUES: Readonly<Record<NdRaOptionName, (value: Integer | string) => boolean>> = {
  addr_mode: isOneOf(RA_ADDRESS_MODES),
  router_preference: isOneOf(RA_PREFERENCES),
  slla: isIn('ethernet'),
  prefix: value => isIn('ipv6')(value) && (value as Integer).mask !== undefined,
  mtu: isIn('decimal'),
  rdnss: isIn('ipv6'),
  dnssl: isString,
  route_info: isString,
};

function checkNdRa(cursor: Cursor, options: readonly Option[]): void {
  for (const { name, value } of options) {
    const isValid = value.values.length <= 1 && ND_RA_VALUES[name as NdRaOptionName](value.values[0]!);
    if (!isValid) throw cursor.fault(`Invalid value for "${name}" option`);
  }
  const values = new Map(options.map(({ name, value }) => [name, value.values[0]]));
  if (!values.has('slla')) throw cursor.fault('slla option not present');
  if (values.get('addr_mode') !== 'dhcpv6_stateful' && !values.has('prefix')) {
    throw cursor.fault('prefix option needs to be set when address mode is slaac/dhcpv6_stateless.');
  }
}

export const printOptions = (options: ActionShapes['put_dhcp_opts']['options']): string =>
  options.map(({ name, value }) => `${name} = ${printSet(value)}`).join(', ');

export const printValue = (value: Integer | string): string =>
  typeof value === 'string' ? printString(value) : printInteger(value);

function printSet({ isBraced, values }: BoundSet): string {
  const list = values.map(printValue).join(', ');
  return isBraced || values.length !== 1 ? `{${list}}` : list;
}
