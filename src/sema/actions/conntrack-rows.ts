/** Connection tracking, NAT and load balancing (man ovn-sb, ct_*; OVN 25.03, lib/actions.c). */
import { type Integer, printInteger } from '../../lang/constant.ts';
import { spanOf } from '../../lang/syntax-error.ts';
import { CT_NEXT_HAS_ZONE, SELECTS_BY_FIELDS } from '../../ovn/release/features.ts';
import { hasOlderWords, NEWEST_KNOWN_RELEASE } from '../../ovn/release/release.ts';
import type { ActionBackend, ActionOf, ActionShapes, NatKind, NatZone, ZoneKind } from './kit/action.ts';
import { type ActionContext, has, require } from './kit/context.ts';
import type { Cursor } from './kit/cursor.ts';
import { type AssignmentRow, checkDestination, printResult, type StatementRow } from './kit/row.ts';

const nat = (name: NatKind): StatementRow<NatKind> => ({
  read: (cursor, context) => {
    require('ip', context);
    checkNotLast(name, cursor, context);
    return cursor.match('LeftParen') ? readNat(cursor) : {};
  },
  print: ({ address, ports }) => {
    if (!address) return name;
    const range = ports ? `,${ports.low}${ports.high ? `-${ports.high}` : ''}` : '';
    return `${name}(${printInteger(address)}${range})`;
  },
});

export const NAT_ROWS: { readonly [K in NatKind]: StatementRow<NatKind> } = {
  ct_dnat: nat('ct_dnat'),
  ct_snat: nat('ct_snat'),
  ct_dnat_in_czone: nat('ct_dnat_in_czone'),
  ct_snat_in_czone: nat('ct_snat_in_czone'),
};

function readNat(cursor: Cursor): ActionShapes[NatKind] {
  const address = cursor.address('expecting IPv4 or IPv6 address', 'ipv4', 'ipv6');
  const ports = cursor.match('Comma') ? readPorts(cursor) : undefined;
  cursor.force('RightParen');
  return { address, ...(ports && { ports }) };
}

/** LOW or LOW-HIGH. `high` is 0 if only one number is given. */
function readPorts(cursor: Cursor): { low: number; high: number } {
  const low = readPort(cursor);
  if (low === 0) throw cursor.unexpected("range can't be 0");
  cursor.next();
  if (!cursor.match('Hyphen')) return { low, high: 0 };
  const high = readPort(cursor);
  if (high <= low) throw cursor.unexpected('range high should be greater than range low');
  cursor.next();
  return { low, high };
}

function readPort(cursor: Cursor): number {
  const integer = cursor.integer('decimal');
  if (!integer) throw cursor.unexpected('expecting Integer for port range');
  return Number(integer.value & 0xffffn);
}

/** An action that names its zone; `isRequired` says whether it has to. */
const inZone = (name: ZoneKind, isRequired: boolean): StatementRow<ZoneKind> => ({
  read: (cursor, context) => ({ zone: readZone(name, isRequired, cursor, context) }),
  print: ({ zone }) => `${name}(${zone})`,
});

function readZone(name: ZoneKind | 'ct_next', isRequired: boolean, cursor: Cursor, context: ActionContext): NatZone {
  require('ip', context);
  checkNotLast(name, cursor, context);
  if (isRequired) cursor.force('LeftParen');
  else if (!cursor.match('LeftParen')) return 'dnat';
  const zone = (['dnat', 'snat'] as const).find(word => cursor.matchWord(word));
  if (!zone) {
    throw cursor.fault(`"${name}" action accepts only "dnat" or "snat" parameter.`, spanOf(cursor.peek()));
  }
  cursor.force('RightParen');
  return zone;
}

export const ZONE_ROWS: { readonly [K in ZoneKind]: StatementRow<ZoneKind> } = {
  ct_commit_nat: inZone('ct_commit_nat', false),
  ct_commit_to_zone: inZone('ct_commit_to_zone', true),
};

export const CT_NEXT_ROW: StatementRow<'ct_next'> = {
  read: (cursor, context) => {
    if (has(CT_NEXT_HAS_ZONE, context)) return { zone: readZone('ct_next', false, cursor, context) };
    require('ip', context);
    checkNotLast('ct_next', cursor, context);
    return {};
  },
  print: ({ zone }) => (zone ? `ct_next(${zone})` : 'ct_next'),
};

type LoadBalanceKind = 'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local';

const loadBalance = (name: LoadBalanceKind): StatementRow<LoadBalanceKind> => ({
  read: (cursor, context) => {
    checkNotLast('ct_lb', cursor, context);
    require('ip', context);
    const hasArguments = cursor.match('LeftParen') && !cursor.match('RightParen');
    if (!hasArguments) return { backends: [] };
    if (hasOlderWords(context.release ?? NEWEST_KNOWN_RELEASE) && !cursor.isWord('backends'))
      return readBackends(cursor);
    return readLoadBalance(cursor, name === 'ct_lb_mark_local');
  },
  print: action => name + printLoadBalance(action),
});

export const LOAD_BALANCE_ROWS: { readonly [K in LoadBalanceKind]: StatementRow<LoadBalanceKind> } = {
  ct_lb: loadBalance('ct_lb'),
  ct_lb_mark: loadBalance('ct_lb_mark'),
  ct_lb_mark_local: loadBalance('ct_lb_mark_local'),
};

function readLoadBalance(cursor: Cursor, isLocal: boolean): ActionShapes[LoadBalanceKind] {
  if (!cursor.matchWord('backends')) throw cursor.unexpected('expecting backends');
  cursor.force('Assign');
  const backends: ActionBackend[] = [];
  while (!cursor.match('Semicolon') && !cursor.match('RightParen')) {
    backends.push(isLocal ? readLocalBackend(cursor) : readBackend(cursor));
    cursor.match('Comma');
  }
  const hashFields = cursor.matchWord('hash_fields') ? readHashFields(cursor) : undefined;
  const flag = (['skip_snat', 'force_snat'] as const).find(word => cursor.matchWord(word));
  if (flag) cursor.next();
  return { backends, ...(hashFields !== undefined && { hashFields }), ...(flag && { flag }) };
}

/** `ct_lb(10.0.0.7:6443, 10.0.0.8:6443)`, as up to OVN 20.03. */
function readBackends(cursor: Cursor): ActionShapes[LoadBalanceKind] {
  const backends: ActionBackend[] = [];
  while (!cursor.match('RightParen')) {
    backends.push(readBackend(cursor));
    cursor.match('Comma');
  }
  return { backends };
}

function readHashFields(cursor: Cursor): string {
  if (!cursor.match('Assign')) throw cursor.unexpected('invalid hash_fields');
  const hashFields = cursor.string('invalid hash_fields');
  if (!cursor.match('Semicolon')) cursor.next();
  return hashFields;
}

function readLocalBackend(cursor: Cursor): ActionBackend {
  const logicalPort = cursor.string('expecting logical port name for distributed load balancer');
  cursor.force('Colon');
  return { logicalPort, ...readBackend(cursor) };
}

function readBackend(cursor: Cursor): ActionBackend {
  if (cursor.match('LeftSquare')) {
    const address = cursor.address('expecting IPv6 address', 'ipv6');
    if (!cursor.match('RightSquare')) throw cursor.unexpected('no closing square bracket');
    return { address, port: cursor.match('Colon') ? cursor.uint16('port number') : 0 };
  }
  const address = cursor.address('expecting IP address', 'ipv4', 'ipv6');
  if (!cursor.match('Colon')) return { address, port: 0 };
  if (address.notation === 'ipv6') throw cursor.unexpected('IPv6 address needs square brackets if port is included');
  return { address, port: cursor.uint16('port number') };
}

function printLoadBalance({ backends, hashFields, flag }: ActionOf<LoadBalanceKind>): string {
  if (backends.length === 0) return '';
  const parts = [
    `backends=${backends.map(printBackend).join(',')}`,
    ...(hashFields === undefined ? [] : [`hash_fields="${hashFields}"`]),
    ...(flag ? [flag] : []),
  ];
  return `(${parts.join('; ')})`;
}

function printBackend({ logicalPort, address, port }: ActionBackend): string {
  const text = printInteger(address);
  const host = port !== 0 && isIPv6(address) ? `[${text}]` : text;
  return `${logicalPort === undefined ? '' : `"${logicalPort}":`}${host}${port === 0 ? '' : `:${port}`}`;
}

const isIPv6 = ({ notation }: Integer): boolean => notation === 'ipv6';

/** `select(1=50, 2=50)` or `select(values=(1=50, 2=50); hash_fields="...")`. */
export const SELECT_ROW: AssignmentRow<'select'> = {
  read: (cursor, context, destination) => {
    checkSelectDestination(cursor, context, destination);
    checkNotLast('select', cursor, context);
    cursor.force('LeftParen');
    const isLong = has(SELECTS_BY_FIELDS, context) && cursor.matchWord('values');
    if (isLong) {
      cursor.force('Assign');
      cursor.force('LeftParen');
    }
    const members = readMembers(cursor);
    return { destination, members, ...(isLong && { hashFields: readSelectHashFields(cursor) }) };
  },
  print: ({ destination, members, hashFields }) => {
    const list = members.map(({ id, weight }) => `${id}=${weight}`).join(', ');
    const text = hashFields === undefined ? list : `values=(${list}); hash_fields="${hashFields}"`;
    return printResult(destination, `select(${text})`);
  },
};

type Destination = Parameters<(typeof SELECT_ROW)['read']>[2];

function checkSelectDestination(cursor: Cursor, context: ActionContext, destination: Destination): void {
  const { symbol, low, width } = destination;
  checkDestination(cursor, context, destination, width);
  if (width >= 16) return;
  const bits = `${width}-bit field ${symbol.name}[${low}..${low + width - 1}]`;
  throw cursor.fault(`cannot use ${bits} for "select", which requires at least 16 bits.`, cursor.destination);
}

const DEFAULT_WEIGHT = 100;

function readMembers(cursor: Cursor): { id: number; weight: number }[] {
  const members: { id: number; weight: number }[] = [];
  while (!cursor.match('RightParen')) {
    const id = cursor.uint16('id');
    const weight = cursor.match('Assign') ? cursor.uint16('weight') : DEFAULT_WEIGHT;
    if (weight === 0) throw cursor.unexpected("weight can't be 0");
    members.push({ id, weight });
    cursor.match('Comma');
  }
  if (members.length < 2) throw cursor.unexpected('expecting at least 2 group members');
  return members;
}

function readSelectHashFields(cursor: Cursor): string {
  cursor.force('Semicolon');
  if (!cursor.matchWord('hash_fields')) throw cursor.unexpected('expecting hash_fields');
  if (!cursor.match('Assign')) throw cursor.unexpected('invalid hash_fields');
  const hashFields = cursor.string('invalid hash_fields');
  cursor.force('RightParen');
  return hashFields;
}

/** An action that continues in the next table is not allowed in the last one. */
function checkNotLast(name: string, cursor: Cursor, { table, tables }: ActionContext): void {
  if (table >= tables) throw cursor.fault(`"${name}" action not allowed in last table.`);
}
