/**
 * ls_in_acl_sample, ls_in_acl_after_lb_sample, ls_out_acl_sample: sample packets that an ACL decided on, both of new and of
 * established connections.
 */
import { ACL_POINTS, aclPoint } from '../../../../ovn/acl.ts';
import type { SwitchStage } from '../../../../ovn/release/stages.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

type Sample = NbRow<'Sample'>;
type Collector = NbRow<'Sample_Collector'>;

const ESTABLISHED = 'ip && ct.trk && (ct.est || ct.rel)';

/** `build_acl_sample_default_flows`. */
export function* aclSampleDefaults(_: Switch, context: RuleContext): Iterable<Flow> {
  yield* pass(
    Object.values(ACL_POINTS).map(({ sampleStage }) => sampleStage),
    context,
  );
}

/**
 * Writes to registers what to sample: an ACL's label, or the metadata of its samples (`build_acl_sample_label_action`).
 */
export function observe(
  acl: NbRow<'ACL'>,
  sampleNew: Sample | undefined,
  sampleEst: Sample | undefined,
  context: RuleContext,
): string {
  const { registers: R, has } = context;
  if (!has('observedConnections') || (!acl.label && !sampleNew && !sampleEst)) return '';
  const pointOf = (sample: Sample | undefined) => acl.label || (sample?.metadata ?? 0);
  const collectorOf = (sample: Sample | undefined) => (acl.label ? 0 : (onlyCollector(sample, context)?.id ?? 0));
  const values = [
    [R.REGBIT_ACL_LABEL, 1],
    [R.REG_OBS_POINT_ID_NEW, pointOf(sampleNew)],
    [R.REG_OBS_POINT_ID_EST, pointOf(sampleEst)],
    [R.REG_OBS_COLLECTOR_ID_NEW, collectorOf(sampleNew)],
    [R.REG_OBS_COLLECTOR_ID_EST, collectorOf(sampleEst)],
    [R.REGBIT_ACL_OBS_STAGE, ACL_POINTS[aclPoint(acl)].observationStage],
  ];
  return values.map(([register, value]) => `${register} = ${value}; `).join('');
}

/** Releases without samples store only the label. */
export const storeLabel = ({ label }: NbRow<'ACL'>, { registers: R, has }: RuleContext): string =>
  has('observedConnections') || !label ? '' : `${R.REGBIT_ACL_LABEL} = 1; ${R.REG_LABEL} = ${label}; `;

/** `build_acl_sample_flows`. */
export function* aclSamples(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { acls, hasStatefulAcl } = context.stateOf(ls);
  for (const acl of acls) {
    const samplesEstablished = hasStatefulAcl && acl.sample_est && acl.action === 'allow-related';
    if (!acl.sample_new && !samplesEstablished) continue;
    const isTracked = hasStatefulAcl && acl.action !== 'allow-stateless';
    yield* newConnections(acl, isTracked, context);
    if (isTracked) yield* establishedConnections(acl, context);
  }
}

function* newConnections(acl: NbRow<'ACL'>, isTracked: boolean, context: RuleContext): Iterable<Flow> {
  const { registers: R, aclTables } = context;
  const { sampleStage, observationStage } = ACL_POINTS[aclPoint(acl)];
  const stage = context.stage(sampleStage);
  const sample = acl.sample_new;
  if (!stage || !sample) return;
  const opens = newConnectionMatch(sampleStage, isTracked);
  const collector = onlyCollector(sample, context);
  const by = collector ? madeFor('Sample_Collector', collector) : madeFor('ACL', acl);
  if (collector) {
    const observed = `${R.REG_OBS_COLLECTOR_ID_NEW} == ${collector.id} && ${R.REGBIT_ACL_OBS_STAGE} == ${observationStage}`;
    const actions = `${sampleBy(collector, aclTables.newDomain, R.REG_OBS_POINT_ID_NEW, context)} next;`;
    yield withoutHint(flow(stage, isTracked ? 1000 : 900, `${opens} && ${observed}`, actions), by);
  } else {
    const match = `${opens} && ${R.REG_OBS_POINT_ID_NEW} == ${acl.label || sample.metadata}`;
    yield withoutHint(flow(stage, 1100, match, sampleAll(acl, sample, aclTables.newDomain, context)), by);
  }
}

/** At egress, packets from a router may have skipped conntrack. */
function newConnectionMatch(stage: SwitchStage, isTracked: boolean): string {
  if (!isTracked) return 'ip';
  return stage === 'ls_out_acl_sample' ? 'ip && (ct.new || !ct.trk)' : 'ip && ct.new';
}

/** Replies pass the other pipeline. */
function* establishedConnections(acl: NbRow<'ACL'>, context: RuleContext): Iterable<Flow> {
  const { aclTables, stage: present } = context;
  const { sampleStage, replyPoint, observationStage } = ACL_POINTS[aclPoint(acl)];
  const stage = present(sampleStage);
  const replyStage = present(ACL_POINTS[replyPoint].sampleStage);
  const sample = acl.sample_est;
  if (!stage || !replyStage || !sample) return;
  const established = `${context.has('sampledFlag') ? 'flags.pkt_sampled == 0 && ' : ''}${ESTABLISHED}`;
  const collector = onlyCollector(sample, context);
  const by = collector ? madeFor('Sample_Collector', collector) : madeFor('ACL', acl);
  if (collector) {
    const match = (direction: string) =>
      `${established} && ct_label.obs_unused == 0 && ${direction} && ct_mark.obs_collector_id == ${collector.id}`;
    const actions = `${sampleBy(collector, aclTables.establishedDomain, 'ct_label.obs_point_id', context)} next;`;
    const opening = `${match('!ct.rpl')} && ct_mark.obs_stage == ${observationStage}`;
    yield withoutHint(flow(stage, 1000, opening, actions), by);
    yield withoutHint(flow(replyStage, 1000, match('ct.rpl'), actions), by);
  } else {
    const labelled = `ct_label.obs_point_id == ${acl.label || sample.metadata} && ct_label.obs_unused == 0`;
    const actions = sampleAll(acl, sample, aclTables.establishedDomain, context);
    yield withoutHint(flow(stage, 1200, `${established} && !ct.rpl && ${labelled}`, actions), by);
    yield withoutHint(flow(replyStage, 1200, `${established} && ct.rpl && ${labelled}`, actions), by);
  }
}

/** If a sample has one collector, all ACLs with this collector share a flow, so the flow is made for the collector. */
/** Only a chassis that reads observation points from registers can use it. */
const onlyCollector = (sample: Sample | undefined, { chassisHas }: RuleContext): Collector | undefined =>
  sample?.collectors.length === 1 && chassisHas('ovn-sample-with-registers') ? sample.collectors[0] : undefined;

function sampleAll(acl: NbRow<'ACL'>, { collectors, metadata }: Sample, domain: number, context: RuleContext): string {
  if (!domain) return '';
  const [obsDomain, point] = acl.label ? [0, acl.label] : [domain, metadata];
  const samples = collectors.map(collector => sampleAction(collector, obsDomain, point, context)).join('');
  return `${samples && markSampled(context)}${samples} next;`;
}

const sampleBy = (by: Collector, domain: number, point: string, context: RuleContext): string =>
  `${markSampled(context)}${sampleAction(by, domain, point, context)}`;

const markSampled = ({ has }: RuleContext): string => (has('sampledFlag') ? 'flags.pkt_sampled = 1; ' : '');

function sampleAction(by: Collector, domain: number, point: number | string, { has }: RuleContext): string {
  const set = has('fullCollectorSet') ? by.set_id : by.set_id & 0xff;
  return `sample(probability=${by.probability},collector_set=${set},obs_domain=${domain},obs_point=${point});`;
}
