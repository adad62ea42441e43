/** The effect of each action on a packet. If an action is missing here, this file does not compile. */
import type { Action, ActionKind, ActionOf } from '../../sema/actions/kit/action.ts';
import { type Execution, type ExecutionState, record } from '../state/execution-state.ts';
import {
  executeCommit,
  executeCtClear,
  executeCtLb,
  executeCtNext,
  executeNat,
  executeSelect,
} from './execute-conntrack.ts';
import { executeExchange, executeLoad, executeMove, executePop, executePush, executeTtl } from './execute-fields.ts';
import { executeCheckLength, executeGetNeighbor, LOOKUPS } from './execute-lookup.ts';
import { executeNest, executeReject } from './execute-nest.ts';
import { executeMirror, executeNext } from './execute-next.ts';
import { executeLog, executePutOptions, executeRelay } from './execute-options.ts';
import { executeOutput } from './execute-output.ts';
import { executeSnatToVip } from './load-balancer-vip.ts';

type Executors = { readonly [K in ActionKind]: (action: ActionOf<K>, state: ExecutionState) => Execution | void };

/** No node except its own: the action changes only what ovn-trace does not model, such as meters and caches. */
const nothing = (): void => {};

const EXECUTORS: Executors = {
  ...LOOKUPS,
  output: executeOutput,
  next: executeNext,
  load: executeLoad,
  move: executeMove,
  exchange: executeExchange,
  push: executePush,
  pop: executePop,
  'ip.ttl': executeTtl,
  ct_next: executeCtNext,
  ct_commit: nothing,
  ct_commit_nat: executeCommit,
  ct_commit_to_zone: executeCommit,
  ct_dnat: executeNat,
  ct_snat: executeNat,
  ct_dnat_in_czone: executeNat,
  ct_snat_in_czone: executeNat,
  ct_lb: executeCtLb,
  ct_lb_mark: executeCtLb,
  ct_lb_mark_local: executeCtLb,
  mirror: executeMirror,
  ct_clear: executeCtClear,
  ct_snat_to_vip: executeSnatToVip,
  select: executeSelect,
  check_pkt_larger: executeCheckLength,
  clone: executeNest,
  arp: executeNest,
  icmp4: executeNest,
  icmp4_error: executeNest,
  icmp6: executeNest,
  icmp6_error: executeNest,
  tcp_reset: executeNest,
  sctp_abort: executeNest,
  nd_na: executeNest,
  nd_na_router: executeNest,
  nd_ns: executeNest,
  reject: executeReject,
  get_arp: executeGetNeighbor,
  get_nd: executeGetNeighbor,
  put_dhcp_opts: executePutOptions,
  put_dhcpv6_opts: executePutOptions,
  put_nd_ra_opts: executePutOptions,
  dhcp_relay_req_chk: executeRelay,
  dhcp_relay_resp_chk: executeRelay,
  log: executeLog,
  flood_remote: (_, state) => {
    record(state, { kind: 'flood-remote' });
  },
  put_arp: nothing,
  put_nd: nothing,
  put_fdb: nothing,
  igmp: nothing,
  set_queue: nothing,
  set_meter: nothing,
  trigger_event: nothing,
  bind_vport: nothing,
  handle_svc_check: nothing,
  fwd_group: nothing,
  handle_dhcpv6_reply: nothing,
  handle_bfd_msg: nothing,
  commit_ecmp_nh: nothing,
  commit_lb_aff: nothing,
  sample: nothing,
  mac_cache_use: nothing,
};

export const execute = (action: Action, state: ExecutionState): Execution | void =>
  (EXECUTORS[action.kind] as (action: Action, state: ExecutionState) => Execution | void)(action, state);
