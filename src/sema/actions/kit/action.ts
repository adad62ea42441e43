/**
 * Actions with their meaning: one kind for each action of OVN since 24.03 (include/ovn/actions.h, OVNACTS), named as in
 * the language. Actions of one shape share a row here.
 */
import type { Integer } from '../../../lang/constant.ts';
import type { BoundField, BoundSet } from '../../match/bind-operands.ts';

export type PipelineName = 'ingress' | 'egress';

/** NAME; */
export type BareKind =
  | 'output'
  | 'ct_clear'
  | 'igmp'
  | 'ct_snat_to_vip'
  | 'mac_cache_use'
  | 'flood_remote'
  | 'handle_dhcpv6_reply'
  | 'handle_bfd_msg';

/** NAME { ACTIONS }; */
export type NestKind =
  | 'clone'
  | 'arp'
  | 'icmp4'
  | 'icmp4_error'
  | 'icmp6'
  | 'icmp6_error'
  | 'tcp_reset'
  | 'sctp_abort'
  | 'nd_na'
  | 'nd_na_router'
  | 'nd_ns'
  | 'reject'
  | 'ct_commit';

/** How `ct_commit` has its actions in releases up to 24.03: as `NAME(FIELD=VALUE, ...)`. */
export type NestForm = 'arguments';

/** NAME(FIELD, ...); */
export type FieldsKind = 'get_arp' | 'get_nd' | 'put_arp' | 'put_nd' | 'put_fdb' | 'handle_svc_check' | 'push' | 'pop';

/** DESTINATION = NAME(FIELD, ...); */
export type LookupKind =
  | 'dns_lookup'
  | 'chk_lb_hairpin'
  | 'chk_lb_hairpin_reply'
  | 'chk_lb_aff'
  | 'chk_ecmp_nh'
  | 'chk_ecmp_nh_mac'
  | 'check_in_port_sec'
  | 'check_out_port_sec'
  | 'ct_nw_dst'
  | 'ct_ip6_dst'
  | 'ct_tp_dst'
  | 'lookup_arp'
  | 'lookup_arp_ip'
  | 'lookup_nd'
  | 'lookup_nd_ip'
  | 'lookup_fdb'
  | 'get_fdb'
  | 'ct_proto'
  | 'ct_state_save'
  | 'get_remote_fdb';

export type NatKind = 'ct_dnat' | 'ct_snat' | 'ct_dnat_in_czone' | 'ct_snat_in_czone';
export type NatZone = 'dnat' | 'snat';
export type ZoneKind = 'ct_commit_nat' | 'ct_commit_to_zone';
export type OptionsKind = 'put_dhcp_opts' | 'put_dhcpv6_opts' | 'put_nd_ra_opts';
export type RelayKind = 'dhcp_relay_req_chk' | 'dhcp_relay_resp_chk';

export interface Option {
  readonly name: string;
  readonly value: BoundSet;
}

export interface ActionBackend {
  /** The logical port of the address; only in `ct_lb_mark_local`. */
  readonly logicalPort?: string;
  /** An address without a mask. */
  readonly address: Integer;
  /** 0 if none is given. */
  readonly port: number;
}

export type ActionProtocol = 'tcp' | 'udp' | 'sctp';
export type LogSeverity = 'alert' | 'warning' | 'notice' | 'info' | 'debug';
export type LogVerdict = 'allow' | 'drop' | 'reject' | 'pass';

interface Shapes {
  load: { readonly field: BoundField; readonly value: Integer | string };
  move: { readonly left: BoundField; readonly right: BoundField };
  exchange: { readonly left: BoundField; readonly right: BoundField };
  'ip.ttl': object;
  /** `from` is the table of the action itself. */
  next: {
    readonly pipeline: PipelineName;
    readonly table: number;
    readonly from: { pipeline: PipelineName; table: number };
  };
  /** Without a zone in a release that does not name it. */
  ct_next: { readonly zone?: NatZone };
  ct_lb: LoadBalance;
  ct_lb_mark: LoadBalance;
  ct_lb_mark_local: LoadBalance;
  mirror: { readonly port: string };
  select: {
    readonly destination: BoundField;
    readonly members: readonly { readonly id: number; readonly weight: number }[];
    readonly hashFields?: string;
  };
  commit_lb_aff: {
    /** `ADDRESS` or `ADDRESS:PORT`. An IPv6 address has square brackets. */
    readonly vip: string;
    readonly backend: string;
    readonly protocol?: ActionProtocol;
    /** Seconds. */
    readonly timeout: number;
  };
  commit_ecmp_nh: { readonly isIPv6: boolean; readonly protocol: ActionProtocol };
  fwd_group: { readonly hasLiveness: boolean; readonly childPorts: readonly string[] };
  log: {
    readonly name?: string;
    readonly verdict: LogVerdict;
    readonly severity: LogSeverity;
    readonly meter?: string;
  };
  sample: {
    readonly probability: number;
    readonly collectorSet: number;
    readonly domain: number;
    readonly point: number | 'cookie' | BoundField;
  };
  /** In packets or kilobits per second. */
  set_meter: { readonly rate: bigint; readonly burst: bigint };
  set_queue: { readonly queue: number };
  check_pkt_larger: { readonly destination: BoundField; readonly length: number };
  bind_vport: { readonly virtualPort: string; readonly parent: BoundField };
  trigger_event: { readonly event: string; readonly options: readonly Option[] };
}

interface LoadBalance {
  readonly backends: readonly ActionBackend[];
  readonly hashFields?: string;
  readonly flag?: 'skip_snat' | 'force_snat';
}

type Of<Kind extends string, Shape> = { readonly [K in Kind]: Shape };

/** The parts of each kind of action. */
export type ActionShapes = Shapes &
  Of<BareKind, object> &
  Of<NestKind, { readonly actions: readonly Action[]; readonly form?: NestForm }> &
  Of<FieldsKind, { readonly fields: readonly BoundField[] }> &
  Of<LookupKind, { readonly destination: BoundField; readonly fields: readonly BoundField[] }> &
  Of<NatKind, { readonly address?: Integer; readonly ports?: { readonly low: number; readonly high: number } }> &
  Of<ZoneKind, { readonly zone: NatZone }> &
  Of<OptionsKind, { readonly destination: BoundField; readonly options: readonly Option[] }> &
  Of<RelayKind, { readonly destination: BoundField; readonly relay: Integer; readonly server: Integer }>;

export type ActionKind = keyof ActionShapes;
export type ActionOf<K extends ActionKind> = { readonly kind: K } & ActionShapes[K];
export type Action = { [K in ActionKind]: ActionOf<K> }[ActionKind];
