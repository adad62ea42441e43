/** What udon does with each action. An action that is missing here does not compile. */
import { parseActions } from '../../src/lang/action-parser.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import type { Action, ActionKind } from '../../src/sema/actions/kit/action.ts';
import { PRESENCES } from '../../src/sema/actions/rows.ts';
import type { Section } from '../support/page.ts';
import { readJsonLines } from '../support/recordings.ts';
import { count, marks, RELEASE_COLUMNS, recordedOutputs } from './evidence.ts';

/**
 * - `executed`: it changes the packet or its path as in OVN;
 * - `simulated`: it depends on state outside the databases; the user gives the state (`--ct`, `--lb-dst`, `--select-id`),
 *   or udon assumes it and the trace reports it;
 * - `shown`: it has no effect on the packet; the trace shows it, as ovn-trace does.
 */
type State = 'executed' | 'simulated' | 'shown';

const STATES: { readonly [K in ActionKind]: State } = {
  output: 'executed',
  next: 'executed',
  load: 'executed',
  move: 'executed',
  exchange: 'executed',
  push: 'executed',
  pop: 'executed',
  'ip.ttl': 'executed',
  clone: 'executed',
  arp: 'executed',
  icmp4: 'executed',
  icmp4_error: 'executed',
  icmp6: 'executed',
  icmp6_error: 'executed',
  tcp_reset: 'executed',
  sctp_abort: 'executed',
  nd_na: 'executed',
  nd_na_router: 'executed',
  nd_ns: 'executed',
  reject: 'executed',
  get_arp: 'executed',
  get_nd: 'executed',
  lookup_arp: 'executed',
  lookup_arp_ip: 'executed',
  lookup_nd: 'executed',
  lookup_nd_ip: 'executed',
  lookup_fdb: 'executed',
  get_fdb: 'executed',
  get_remote_fdb: 'executed',
  check_in_port_sec: 'executed',
  check_out_port_sec: 'executed',
  chk_lb_hairpin: 'executed',
  chk_lb_hairpin_reply: 'executed',
  ct_snat_to_vip: 'executed',
  ct_clear: 'executed',
  ct_tp_dst: 'executed',
  ct_proto: 'executed',
  mirror: 'executed',
  flood_remote: 'shown',
  dns_lookup: 'simulated',
  ct_next: 'simulated',
  ct_commit_nat: 'simulated',
  ct_commit_to_zone: 'simulated',
  ct_dnat: 'simulated',
  ct_snat: 'simulated',
  ct_dnat_in_czone: 'simulated',
  ct_snat_in_czone: 'simulated',
  ct_lb: 'simulated',
  ct_lb_mark: 'simulated',
  ct_lb_mark_local: 'simulated',
  ct_state_save: 'simulated',
  select: 'simulated',
  put_dhcp_opts: 'simulated',
  put_dhcpv6_opts: 'simulated',
  put_nd_ra_opts: 'simulated',
  dhcp_relay_req_chk: 'simulated',
  dhcp_relay_resp_chk: 'simulated',
  ct_nw_dst: 'shown',
  ct_ip6_dst: 'shown',
  chk_lb_aff: 'shown',
  chk_ecmp_nh: 'shown',
  chk_ecmp_nh_mac: 'shown',
  check_pkt_larger: 'shown',
  ct_commit: 'shown',
  log: 'shown',
  put_arp: 'shown',
  put_nd: 'shown',
  put_fdb: 'shown',
  igmp: 'shown',
  set_queue: 'shown',
  set_meter: 'shown',
  trigger_event: 'shown',
  bind_vport: 'shown',
  handle_svc_check: 'shown',
  fwd_group: 'shown',
  handle_dhcpv6_reply: 'shown',
  handle_bfd_msg: 'shown',
  commit_ecmp_nh: 'shown',
  commit_lb_aff: 'shown',
  sample: 'shown',
  mac_cache_use: 'shown',
};

/** The kinds of actions in `text`, and of the actions nested in them. */
function kindsIn(text: string): ActionKind[] {
  const bound = bindActions(parseActions(text), { pipeline: 'ingress', table: 0, tables: 40 });
  return 'error' in bound ? [] : bound.value.actions.flatMap(kindsOf);
}

const kindsOf = (action: Action): ActionKind[] => [
  action.kind,
  ...('actions' in action ? action.actions.flatMap(kindsOf) : []),
];

/** In a trace, each action has its own line; an action with nested actions begins a line. */
const tracedKinds = (trace: string): string[] => [
  ...(trace.match(/\S.*;$/gm) ?? []).flatMap(kindsOfLine),
  ...[...trace.matchAll(/^ +(\w+)(?: \{|$)/gm)].map(([, name]) => name!),
];

const remembered = new Map<string, readonly ActionKind[]>();

function kindsOfLine(line: string): readonly ActionKind[] {
  const known = remembered.get(line) ?? kindsIn(line);
  remembered.set(line, known);
  return known;
}

export function actionSection(): Section {
  const parsed = count(
    readJsonLines<{ input: string }>('language/25.03/actions.jsonl').map(({ input }) => kindsIn(input)),
  );
  const traced = count(recordedOutputs().map(tracedKinds));
  const kinds = Object.keys(STATES).sort() as ActionKind[];
  return {
    title: 'Actions',
    lead: LEAD,
    columns: ['action', 'udon', ...RELEASE_COLUMNS, 'texts', 'traces'],
    rows: kinds.map(kind => {
      const releases = marks(PRESENCES[kind] ?? (() => true));
      return [`\`${kind}\``, STATES[kind], ...releases, parsed(kind), traced(kind)];
    }),
  };
}

const LEAD = `*executed*: it changes the packet or its path as in OVN. *simulated*: it depends on state outside the databases; the user gives the
state (\`--ct\`, \`--lb-dst\`, \`--select-id\`), or udon assumes it and the trace reports it. *shown*: it has no effect on the packet, as in
ovn-trace. A release has the actions with an x. *texts*: how many texts of test/recordings/language/25.03/actions.jsonl, checked by OVN's own parser, contain it. *traces*: how many
runs of ovn-trace in test/recordings show it.`;
