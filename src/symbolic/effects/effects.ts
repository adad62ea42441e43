/** The effect of each action on many packets. If an action is missing here, this file does not compile. */
import type { Action, ActionKind, ActionOf, OptionsKind, RelayKind } from '../../sema/actions/kit/action.ts';
import type { BlockPacket } from '../../trace/state/trace-node.ts';
import type { FateAssumption } from '../outcomes/assumptions.ts';
import { assume, type Branch, copyOf, type FlowRun, fieldBits, layoutBits, noteLack } from './branch.ts';
import { balance, commit, ctClear, ctNext, nat, select } from './conntrack.ts';
import { decrementTtl, exchangeFields, loadField, moveField, popField, pushField } from './fields.ts';
import { getNeighbor, LOOKUP_EFFECTS } from './lookups.ts';
import { mirror, next, output } from './output.ts';

/** Returns the branches that go on with the next action; nothing if it is the branch itself. */
export type Effect<K extends ActionKind = ActionKind> = (
  action: ActionOf<K>,
  branch: Branch,
  run: FlowRun,
) => readonly Branch[] | void;

const nothing: Effect = () => {};

const assuming =
  (code: FateAssumption): Effect =>
  (_, branch, run) =>
    assume(code, branch, run);

/** The packet in the block is made by OVN, and is not followed. */
const make =
  (packet: BlockPacket | 'reject'): Effect =>
  (_, branch, run) =>
    run.end({ kind: 'made', flow: run.flow, packet }, branch);

const putOptions: Effect<OptionsKind> = ({ destination }, branch, run) => {
  assume('REQUEST_ANSWERED', branch, run);
  branch.packet.writeConstant(fieldBits(destination), 1n);
};

const relay: Effect<RelayKind> = ({ kind, destination }, branch, run) => {
  assume('REQUEST_ANSWERED', branch, run);
  const { packet } = branch;
  if (kind === 'dhcp_relay_resp_chk') {
    packet.writeConstant(layoutBits('nw_dst'), 0xffffffffn);
    packet.writeConstant(layoutBits('dl_dst'), 0xffffffffffffn);
  }
  packet.writeConstant(fieldBits(destination), 1n);
};

const clone: Effect<'clone'> = ({ actions }, branch, run) => {
  runActions(actions, { ...copyOf(branch), stack: [] }, run);
};

const snatToVip: Effect<'ct_snat_to_vip'> = (_, branch, run) =>
  noteLack('Load_Balancer', { code: 'load-balancers', datapath: run.place.datapath.row }, branch, run);

const EFFECTS = {
  ...LOOKUP_EFFECTS,
  output,
  next,
  load: loadField,
  move: moveField,
  exchange: exchangeFields,
  push: pushField,
  pop: popField,
  'ip.ttl': decrementTtl,
  ct_next: ctNext,
  ct_commit: nothing,
  ct_commit_nat: commit,
  ct_commit_to_zone: commit,
  ct_dnat: nat,
  ct_snat: nat,
  ct_dnat_in_czone: nat,
  ct_snat_in_czone: nat,
  ct_lb: balance,
  ct_lb_mark: balance,
  ct_lb_mark_local: balance,
  mirror,
  ct_clear: ctClear,
  ct_snat_to_vip: snatToVip,
  select,
  clone,
  arp: make('arp'),
  icmp4: make('icmp4'),
  icmp4_error: make('icmp4'),
  icmp6: make('icmp6'),
  icmp6_error: make('icmp6'),
  tcp_reset: make('tcp_reset'),
  sctp_abort: make('sctp_abort'),
  nd_na: make('nd_na'),
  nd_na_router: make('nd_na'),
  nd_ns: make('nd_ns'),
  reject: make('reject'),
  get_arp: getNeighbor,
  get_nd: getNeighbor,
  put_dhcp_opts: putOptions,
  put_dhcpv6_opts: putOptions,
  put_nd_ra_opts: putOptions,
  dhcp_relay_req_chk: relay,
  dhcp_relay_resp_chk: relay,
  log: nothing,
  flood_remote: nothing,
  put_arp: nothing,
  put_nd: nothing,
  put_fdb: nothing,
  igmp: nothing,
  set_queue: nothing,
  set_meter: assuming('RATE_IGNORED'),
  trigger_event: nothing,
  check_pkt_larger: assuming('SIZE_FITS'),
  bind_vport: nothing,
  handle_svc_check: nothing,
  fwd_group: nothing,
  handle_dhcpv6_reply: nothing,
  handle_bfd_msg: nothing,
  commit_ecmp_nh: nothing,
  commit_lb_aff: nothing,
  sample: nothing,
  mac_cache_use: nothing,
} satisfies { readonly [K in ActionKind]: Effect<K> };

/** Runs a list of actions on the packets of a branch. */
export function runActions(actions: readonly Action[], branch: Branch, run: FlowRun): void {
  let branches: readonly Branch[] = [branch];
  for (const action of actions) {
    const effect = EFFECTS[action.kind] as Effect;
    branches = branches.flatMap(each => effect(action, each, run) ?? [each]);
  }
}
