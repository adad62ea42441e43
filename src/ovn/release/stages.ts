/**
 * The stages (tables) of the logical pipelines, in pipeline order, with the releases that have them. A stage's table
 * number in a release is its index among the present stages of its pipeline. No other code contains table numbers.
 * Truth: `PIPELINE_STAGES` in northd/northd.h of each release from 23.03.0 to 26.03.2.
 */
import { always, type Presence, type Release, since, until } from './release.ts';

export const STAGES = [
  stage('ls_in_check_port_sec'),
  stage('ls_in_apply_port_sec'),
  stage('ls_in_mirror', since('25.09.0')),
  stage('ls_in_lookup_fdb'),
  stage('ls_in_put_fdb'),
  stage('ls_in_pre_acl'),
  stage('ls_in_pre_lb'),
  stage('ls_in_pre_stateful'),
  stage('ls_in_acl_hint'),
  stage('ls_in_acl', until('23.06.0')),
  stageOfFollowed('ls_in_acl_eval', since('23.06.0')),
  stage('ls_in_acl_sample', since('24.09.0')),
  stageOfFollowed('ls_in_acl_action', since('23.06.0')),
  stage('ls_in_qos_mark', until('24.09.0')),
  stage('ls_in_qos', since('24.09.0')),
  stage('ls_in_qos_meter', until('24.09.0')),
  stage('ls_in_ct_extract', since('25.09.0')),
  stage('ls_in_lb_aff_check'),
  stage('ls_in_lb'),
  stage('ls_in_lb_aff_learn'),
  stage('ls_in_pre_hairpin'),
  stage('ls_in_nat_hairpin'),
  stage('ls_in_hairpin'),
  stage('ls_in_acl_after_lb', until('23.06.0')),
  stageOfFollowed('ls_in_acl_after_lb_eval', since('23.06.0')),
  stage('ls_in_acl_after_lb_sample', since('24.09.0')),
  stageOfFollowed('ls_in_acl_after_lb_action', since('23.06.0')),
  stage('ls_in_pre_network_function', since('26.03.0')),
  stage('ls_in_stateful'),
  stage('ls_in_network_function', since('26.03.0')),
  stage('ls_in_arp_rsp'),
  stage('ls_in_dhcp_options'),
  stage('ls_in_dhcp_response'),
  stage('ls_in_dns_lookup'),
  stage('ls_in_dns_response'),
  stage('ls_in_external_port'),
  stage('ls_in_l2_lkup'),
  stage('ls_in_l2_unknown'),
  stage('ls_out_lookup_fdb', since('25.03.0')),
  stage('ls_out_put_fdb', since('25.03.0')),
  stage('ls_out_pre_acl'),
  stage('ls_out_pre_lb'),
  stage('ls_out_pre_stateful'),
  stage('ls_out_acl_hint'),
  stage('ls_out_acl', until('23.06.0')),
  stageOfFollowed('ls_out_acl_eval', since('23.06.0')),
  stage('ls_out_acl_sample', since('24.09.0')),
  stageOfFollowed('ls_out_acl_action', since('23.06.0')),
  stage('ls_out_qos_mark', until('24.09.0')),
  stage('ls_out_mirror', since('25.09.0')),
  stage('ls_out_qos_meter', until('24.09.0')),
  stage('ls_out_qos', since('24.09.0')),
  stage('ls_out_pre_network_function', since('26.03.0')),
  stage('ls_out_stateful'),
  stage('ls_out_network_function', since('26.03.0')),
  stage('ls_out_check_port_sec'),
  stage('ls_out_apply_port_sec'),
  stage('lr_in_admission'),
  stage('lr_in_lookup_neighbor'),
  stage('lr_in_learn_neighbor'),
  stage('lr_in_ip_input'),
  stage('lr_in_dhcp_relay_req', since('24.09.0')),
  stage('lr_in_unsnat'),
  stage('lr_in_post_unsnat', since('25.03.0')),
  stage('lr_in_defrag'),
  stage('lr_in_ct_extract', since('25.09.0')),
  stage('lr_in_lb_aff_check'),
  stage('lr_in_dnat'),
  stage('lr_in_lb_aff_learn'),
  stage('lr_in_ecmp_stateful'),
  stage('lr_in_nd_ra_options'),
  stage('lr_in_nd_ra_response'),
  stage('lr_in_ip_routing_pre'),
  stage('lr_in_ip_routing'),
  stage('lr_in_ip_routing_ecmp'),
  stage('lr_in_policy'),
  stage('lr_in_policy_ecmp'),
  stage('lr_in_dhcp_relay_resp_chk', since('24.09.0')),
  stage('lr_in_dhcp_relay_resp', since('24.09.0')),
  stage('lr_in_arp_resolve'),
  stage('lr_in_chk_pkt_len'),
  stage('lr_in_larger_pkts'),
  stage('lr_in_gw_redirect'),
  stage('lr_in_network_id', since('24.03.6', '24.09.3', '25.03.1', '25.09.0')),
  stage('lr_in_arp_request'),
  stage('lr_in_ecmp_stateful_egr', since('25.03.3', '25.09.3', '26.03.0')),
  stage('lr_out_chk_dnat_local'),
  stage('lr_out_undnat'),
  stage('lr_out_post_undnat'),
  stage('lr_out_snat'),
  stage('lr_out_post_snat'),
  stage('lr_out_egr_loop'),
  stage('lr_out_delivery'),
] as const;

export type StageName = (typeof STAGES)[number]['name'];
/** A stage that each release in RELEASES has. */
export type EveryStage = Extract<(typeof STAGES)[number], { everywhere: true }>['name'];
/**
 * A stage that the release at hand has. A rule gets one of a stage that some release lacks only from `presentStages`. So it
 * cannot write a flow for a stage that the release lacks.
 */
export type PresentStage = EveryStage | (StageName & { readonly [isPresent]: true });
declare const isPresent: unique symbol;
export type SwitchStage = Extract<StageName, `ls_${string}`>;
export type RouterStage = Extract<StageName, `lr_${string}`>;

export interface Stage {
  readonly name: StageName;
  readonly pipeline: 'ingress' | 'egress';
  /** The number of its table within the pipeline. */
  readonly table: number;
}

/** The stages that `release` has, by name. */
export function stagesOf(release: Release): ReadonlyMap<StageName, Stage> {
  const names = STAGES.filter(({ present }) => present(release)).map(({ name }) => name);
  const pipelines = [...new Set(names.map(prefixOf))].map(prefix => names.filter(name => prefixOf(name) === prefix));
  return new Map(pipelines.flatMap(names => names.map((name, table) => [name, { name, ...pipelineOf(name), table }])));
}

/** The releases that have a stage. */
export const presenceOfStage = (name: StageName): Presence => STAGES.find(stage => stage.name === name)!.present;

/** Each stage that `release` has; undefined for the others. */
export function presentStages(release: Release): (name: StageName) => PresentStage | undefined {
  const stages = stagesOf(release);
  return name => (stages.has(name) ? (name as PresentStage) : undefined);
}

/** `ls_in` of `ls_in_arp_rsp`: the kind of datapath, and the pipeline. */
const prefixOf = (name: StageName): string => name.split('_', 2).join('_');

const pipelineOf = (name: StageName): Pick<Stage, 'pipeline'> => ({
  pipeline: prefixOf(name).endsWith('_in') ? 'ingress' : 'egress',
});

function stage<const N extends string>(name: N): { name: N; present: Presence; everywhere: true };
function stage<const N extends string>(name: N, present: Presence): { name: N; present: Presence; everywhere: false };
function stage<const N extends string>(name: N, present?: Presence) {
  return { name, present: present ?? always, everywhere: present === undefined };
}

/** A stage that older releases lack, but each release in RELEASES has. */
function stageOfFollowed<const N extends string>(name: N, present: Presence) {
  return { name, present, everywhere: true as const };
}
