/** Actions without arguments, or with only fields of given widths (OVN 25.03, lib/actions.c). */
import { spanOf } from '../../lang/syntax-error.ts';
import type { BoundField } from '../match/bind-operands.ts';
import type { ActionOf, BareKind, FieldsKind, LookupKind } from './kit/action.ts';
import { type ActionContext, printBoundField, require, typeError, useField } from './kit/context.ts';
import type { Cursor } from './kit/cursor.ts';
import { type AssignmentRow, checkDestination, printResult, readFieldArgument, type StatementRow } from './kit/row.ts';

const bare = (name: BareKind): StatementRow<BareKind> => ({ read: () => ({}), print: () => name });

export const BARE_ROWS: { readonly [K in BareKind]: StatementRow<BareKind> } = {
  output: bare('output'),
  ct_clear: bare('ct_clear'),
  igmp: bare('igmp'),
  ct_snat_to_vip: bare('ct_snat_to_vip'),
  mac_cache_use: bare('mac_cache_use'),
  flood_remote: bare('flood_remote'),
  handle_dhcpv6_reply: bare('handle_dhcpv6_reply'),
  handle_bfd_msg: {
    read: cursor => {
      cursor.force('LeftParen');
      cursor.force('RightParen');
      return {};
    },
    print: () => 'handle_bfd_msg()',
  },
};

/** The width of each field; 0 is a string field, a logical port. */
type Widths = readonly number[];

const withFields = <K extends FieldsKind>(name: K, widths: Widths): StatementRow<FieldsKind> => ({
  read: (cursor, context) => {
    cursor.force('LeftParen');
    return { fields: readFields(cursor, context, widths) };
  },
  print: ({ fields }) => `${name}(${printFields(fields)})`,
});

/** `push` and `pop` take a field of any width; `pop` writes it. */
const onStack = (name: 'push' | 'pop'): StatementRow<FieldsKind> => ({
  read: (cursor, context) => {
    cursor.force('LeftParen');
    const place = cursor.field(context.release);
    const field = useField(place, context);
    const error = typeError(field, field.width, name === 'pop', context.scope);
    if (error !== undefined) throw cursor.fault(error, place);
    cursor.force('RightParen');
    return { fields: [field] };
  },
  print: ({ fields }) => `${name}(${printFields(fields)})`,
});

export const FIELDS_ROWS: { readonly [K in FieldsKind]: StatementRow<FieldsKind> } = {
  get_arp: withFields('get_arp', [0, 32]),
  get_nd: withFields('get_nd', [0, 128]),
  put_arp: withFields('put_arp', [0, 32, 48]),
  put_nd: withFields('put_nd', [0, 128, 48]),
  put_fdb: withFields('put_fdb', [0, 48]),
  handle_svc_check: withFields('handle_svc_check', [0]),
  push: onStack('push'),
  pop: onStack('pop'),
};

const result = (name: LookupKind, width = 1, prereq?: string): AssignmentRow<LookupKind> => ({
  read: (cursor, context, destination) => {
    cursor.force('LeftParen');
    if (!cursor.match('RightParen')) throw cursor.fault(`${name} doesn't take any parameters`, spanOf(cursor.peek()));
    checkDestination(cursor, context, destination, width);
    if (prereq !== undefined) require(prereq, context);
    return { destination, fields: [] };
  },
  print: printLookup(name),
});

const lookup = (name: LookupKind, widths: Widths): AssignmentRow<LookupKind> => ({
  read: (cursor, context, destination) => {
    checkDestination(cursor, context, destination, 1);
    cursor.force('LeftParen');
    return { destination, fields: readFields(cursor, context, widths) };
  },
  print: printLookup(name),
});

/** The port found goes to a port field or to a field of 32 bits. */
const getFdb = (name: 'get_fdb' | 'get_remote_fdb'): AssignmentRow<LookupKind> => ({
  read: (cursor, context, destination) => {
    if (destination.width > 0) checkDestination(cursor, context, destination, 32);
    cursor.force('LeftParen');
    return { destination, fields: readFields(cursor, context, [48]) };
  },
  print: printLookup(name),
});

export const LOOKUP_ROWS: { readonly [K in LookupKind]: AssignmentRow<LookupKind> } = {
  dns_lookup: result('dns_lookup', 1, 'udp'),
  chk_lb_hairpin: result('chk_lb_hairpin'),
  chk_lb_hairpin_reply: result('chk_lb_hairpin_reply'),
  chk_lb_aff: result('chk_lb_aff'),
  chk_ecmp_nh: result('chk_ecmp_nh'),
  chk_ecmp_nh_mac: result('chk_ecmp_nh_mac'),
  check_in_port_sec: result('check_in_port_sec'),
  check_out_port_sec: result('check_out_port_sec'),
  ct_nw_dst: result('ct_nw_dst', 32),
  ct_ip6_dst: result('ct_ip6_dst', 128),
  ct_tp_dst: result('ct_tp_dst', 16),
  ct_proto: result('ct_proto', 8),
  ct_state_save: result('ct_state_save', 8),
  lookup_arp: lookup('lookup_arp', [0, 32, 48]),
  lookup_arp_ip: lookup('lookup_arp_ip', [0, 32]),
  lookup_nd: lookup('lookup_nd', [0, 128, 48]),
  lookup_nd_ip: lookup('lookup_nd_ip', [0, 128]),
  lookup_fdb: lookup('lookup_fdb', [0, 48]),
  get_fdb: getFdb('get_fdb'),
  get_remote_fdb: getFdb('get_remote_fdb'),
};

function readFields(cursor: Cursor, context: ActionContext, widths: Widths): BoundField[] {
  const fields = widths.map((width, index) => {
    if (index > 0) cursor.force('Comma');
    return readFieldArgument(cursor, context, width);
  });
  cursor.force('RightParen');
  return fields;
}

const printFields = (fields: readonly BoundField[]): string => fields.map(printBoundField).join(', ');

function printLookup(name: LookupKind): (action: ActionOf<LookupKind>) => string {
  return ({ destination, fields }) => printResult(destination, `${name}(${printFields(fields)})`);
}
