/** All actions of OVN since 24.03, each with its row. A missing kind is a compile error. */
import { type Presence, since } from '../../ovn/release/release.ts';
import type { BoundField } from '../match/bind-operands.ts';
import { COMMIT_ECMP_NH_ROW, COMMIT_LB_AFF_ROW } from './affinity-ecmp-rows.ts';
import { CT_NEXT_ROW, LOAD_BALANCE_ROWS, NAT_ROWS, SELECT_ROW, ZONE_ROWS } from './conntrack-rows.ts';
import { TRIGGER_EVENT_ROW } from './event-row.ts';
import type { ActionKind, ActionOf, NestKind } from './kit/action.ts';
import { printCommitArguments } from './kit/commit-arguments.ts';
import { printBoundField } from './kit/context.ts';
import { LOG_ROW, SAMPLE_ROW } from './log-sample-rows.ts';
import { NEXT_ROW } from './next-row.ts';
import { OPTIONS_ROWS, printValue } from './option-rows.ts';
import { BIND_VPORT_ROW, FWD_GROUP_ROW, MIRROR_ROW } from './port-rows.ts';
import { CHECK_PKT_LARGER_ROW, SET_METER_ROW, SET_QUEUE_ROW } from './qos-rows.ts';
import { RELAY_ROWS } from './relay-rows.ts';
import { BARE_ROWS, FIELDS_ROWS, LOOKUP_ROWS } from './simple-rows.ts';

const ORIGINAL_DESTINATION = since('24.03.5', '24.09.2', '25.03.0');

/** The actions that only some releases since 24.03.0 have. */
export const PRESENCES: { readonly [K in ActionKind]?: Presence } = {
  ct_commit_to_zone: since('24.03.2', '24.09.0'),
  ct_nw_dst: ORIGINAL_DESTINATION,
  ct_ip6_dst: ORIGINAL_DESTINATION,
  ct_tp_dst: ORIGINAL_DESTINATION,
  ct_state_save: since('24.03.6', '24.09.3', '25.03.1', '25.09.0'),
  dhcp_relay_req_chk: since('24.09.0'),
  dhcp_relay_resp_chk: since('24.09.0'),
  flood_remote: since('25.03.0'),
  ct_proto: since('25.09.0'),
  get_remote_fdb: since('25.09.0'),
  mirror: since('25.09.0'),
  ct_lb_mark_local: since('26.03.0'),
};

/** NAME ARGUMENTS; */
export const STATEMENTS = {
  ...BARE_ROWS,
  ...FIELDS_ROWS,
  ...ZONE_ROWS,
  ...NAT_ROWS,
  ...LOAD_BALANCE_ROWS,
  ct_next: CT_NEXT_ROW,
  next: NEXT_ROW,
  log: LOG_ROW,
  sample: SAMPLE_ROW,
  set_meter: SET_METER_ROW,
  set_queue: SET_QUEUE_ROW,
  bind_vport: BIND_VPORT_ROW,
  mirror: MIRROR_ROW,
  fwd_group: FWD_GROUP_ROW,
  commit_ecmp_nh: COMMIT_ECMP_NH_ROW,
  commit_lb_aff: COMMIT_LB_AFF_ROW,
  trigger_event: TRIGGER_EVENT_ROW,
} as const;

/** DESTINATION = NAME ARGUMENTS; */
export const ASSIGNMENTS = {
  ...LOOKUP_ROWS,
  ...OPTIONS_ROWS,
  ...RELAY_ROWS,
  select: SELECT_ROW,
  check_pkt_larger: CHECK_PKT_LARGER_ROW,
} as const;

/**
 * NAME { ACTIONS }; The prerequisite of the whole replaces those of the actions inside. Without one, those are kept. It was
 * another one before RESOLVES_BOTH_FAMILIES.
 */
export const NESTS: { readonly [K in NestKind]: { readonly prereq?: string; readonly earlierPrereq?: string } } = {
  clone: {},
  reject: {},
  arp: { prereq: 'ip', earlierPrereq: 'ip4' },
  icmp4: { prereq: 'ip4' },
  icmp4_error: { prereq: 'ip4' },
  icmp6: { prereq: 'ip6' },
  icmp6_error: { prereq: 'ip6' },
  tcp_reset: { prereq: 'tcp' },
  sctp_abort: { prereq: 'sctp' },
  nd_na: { prereq: 'nd_ns' },
  nd_na_router: { prereq: 'nd_ns' },
  nd_ns: { prereq: 'ip', earlierPrereq: 'ip6' },
  ct_commit: { prereq: 'ip' },
};

/** The value of a load. OVN prints the value for one of its own fields as a number of 16 bits. */
export function printLoaded({ symbol }: BoundField, value: ActionOf<'load'>['value']): string {
  return symbol.isOvnField && typeof value !== 'string' ? String(value.value & 0xffffn) : printValue(value);
}

type Print = { readonly [K in ActionKind]: (action: ActionOf<K>) => string };

const printNest = ({ kind, actions, form }: ActionOf<NestKind>): string => {
  if (form === 'arguments') return printCommitArguments(actions);
  if (kind === 'ct_commit' && actions.length === 0) return kind;
  return `${kind} { ${printActions(actions)} }`;
};

const printers = <R extends Record<string, { print: unknown }>>(rows: R) =>
  Object.fromEntries(Object.entries(rows).map(([kind, { print }]) => [kind, print])) as {
    [K in keyof R]: R[K]['print'];
  };

const PRINT = {
  ...printers(STATEMENTS),
  ...printers(ASSIGNMENTS),
  ...(Object.fromEntries(Object.keys(NESTS).map(kind => [kind, printNest])) as { [K in NestKind]: typeof printNest }),
  load: ({ field, value }: ActionOf<'load'>) => `${printBoundField(field)} = ${printLoaded(field, value)}`,
  move: ({ left, right }: ActionOf<'move'>) => `${printBoundField(left)} = ${printBoundField(right)}`,
  exchange: ({ left, right }: ActionOf<'exchange'>) => `${printBoundField(left)} <-> ${printBoundField(right)}`,
  'ip.ttl': () => 'ip.ttl--',
} satisfies Print;

/** One action as OVN prints it, with its semicolon. */
export const printAction = (action: { readonly kind: ActionKind }): string =>
  `${(PRINT[action.kind] as (action: unknown) => string)(action)};`;

/** A list of actions in OVN's canonical form; "drop;" if the list is empty. */
export const printActions = (actions: readonly { readonly kind: ActionKind }[]): string =>
  actions.length === 0 ? 'drop;' : actions.map(printAction).join(' ');
