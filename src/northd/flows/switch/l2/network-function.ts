/**
 * ls_in_pre_network_function, ls_in_network_function and the same stages at egress: send the connections that an ACL chooses
 * through the ports of a network function.
 */
import type { StageName } from '../../../../ovn/release/stages.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch, SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

type Group = NbRow<'Network_Function_Group'>;

const PRE_STAGES = [
  'ls_in_pre_network_function',
  'ls_out_pre_network_function',
] as const satisfies readonly StageName[];
const STAGES = ['ls_in_network_function', 'ls_out_network_function'] as const satisfies readonly StageName[];

/** `build_network_function`: without a network function, only multicast packets pass if an ACL redirects them. */
export function* networkFunctionDefaults(_: Switch, { registers: R, options, stage }: RuleContext): Iterable<Flow> {
  const redirected = `${R.REGBIT_NF_ENABLED} == 1`;
  yield flow('ls_in_l2_lkup', 100, `${R.REGBIT_NF_EGRESS_LOOPBACK} == 1`, 'output;');
  for (const pre of PRE_STAGES.flatMap(name => stage(name) ?? [])) {
    yield flow(pre, 1, `${redirected} && ${R.REGBIT_NF_ORIG_DIR} == 1`, `${R.REG_NF_ID} = 0; next;`);
    yield flow(pre, 0, '1', 'next;');
  }
  for (const present of STAGES.flatMap(name => stage(name) ?? [])) {
    yield flow(present, 100, `${redirected} && eth.mcast`, 'next;');
    yield flow(present, 1, redirected, options.drop);
    yield flow(present, 0, '1', 'next;');
  }
}

/** `build_network_function`: a group that several ACLs of one direction have makes its flows once. */
export function* networkFunctions(ls: Switch, context: RuleContext): Iterable<Flow> {
  const acls = [...ls.nb.acls, ...ls.portGroups.flatMap(group => group.acls)];
  const groups = new Map<string, readonly [Group, isIngress: boolean]>();
  for (const { direction, network_function_group: group } of acls) {
    const key = `${direction} ${group?.id}`;
    if (group && !groups.has(key)) groups.set(key, [group, direction === 'from-lport']);
  }
  for (const [group, isIngress] of groups.values()) {
    if (group.fallback?.toLowerCase() === 'fail-open') yield* failOpen(group, isIngress, context);
    yield* throughGroup(ls, group, isIngress, context);
  }
}

/** Without an active function, packets pass. */
function* failOpen(group: Group, isIngress: boolean, context: RuleContext): Iterable<Flow> {
  const { registers: R, stage } = context;
  const pre = stage(PRE_STAGES[isIngress ? 0 : 1]);
  if (pre) yield flow(pre, 10, chosen(group, context), `${R.REGBIT_NF_ENABLED} = 0; ${R.REG_NF_ID} = 0; next;`);
}

const chosen = ({ id }: Group, { registers: R }: RuleContext): string =>
  `${R.REGBIT_NF_ENABLED} == 1 && ${R.REGBIT_NF_ORIG_DIR} == 1 && ${R.REG_NF_GROUP_ID} == ${id}`;

/**
 * `consider_network_function`: packets in the ACL's direction go in at one port of the active function, replies at the other. At
 * egress they go back to ls_in_l2_lkup, because their output port changes.
 */
function* throughGroup(ls: Switch, group: Group, isIngress: boolean, context: RuleContext): Iterable<Flow> {
  const { registers: R, stage, tableOf } = context;
  const active = group.network_function_active;
  const ports = active && [portOrChild(ls, active.inport.name), portOrChild(ls, active.outport.name)];
  const [pre, ingress, egress] = [PRE_STAGES[isIngress ? 0 : 1], ...STAGES].map(stage);
  const [input, output] = ports ?? [];
  if (!active || !input || !output || !pre || !ingress || !egress) return;
  const [first, second] = isIngress ? [input, output] : [output, input];
  const redirected = `${R.REGBIT_NF_ENABLED} == 1 && ${R.REGBIT_NF_ORIG_DIR}`;
  const back = `${R.REGBIT_NF_EGRESS_LOOPBACK} = 1; next(pipeline=ingress, table=${tableOf('ls_in_l2_lkup')});`;
  const [there, reply] = isIngress ? ['output;', back] : [back, 'output;'];
  yield flow(pre, 99, chosen(group, context), `${R.REG_NF_ID} = ${active.id}; next;`);
  const requests = `${redirected} == 1 && ${R.REG_NF_ID} == ${active.id}`;
  yield flow(isIngress ? ingress : egress, 99, requests, `outport = ${first.quoted}; ${there}`);
  const replies = `${redirected} == 0 && ct_label.nf_id == ${active.id}`;
  yield flow(isIngress ? egress : ingress, 99, replies, `outport = ${second.quoted}; ${reply}`);
  for (const { quoted } of [input, output]) {
    yield flow(ingress, 100, `inport == ${quoted}`, `${R.REG_TUN_OFPORT} = ct_label.tun_if_id; next;`);
    yield flow(egress, 100, `outport == ${quoted}`, 'next;');
    yield* commitTunnel(quoted, context);
  }
  const skip = `next(pipeline=egress, table=${tableOf(egress) + 1});`;
  yield flow('ls_out_pre_acl', 110, `inport == ${input.quoted}`, skip);
}

/** The tunnel by which a packet came leads back. */
function* commitTunnel(port: string, { registers: R }: RuleContext): Iterable<Flow> {
  const tunnel = `ct_label.tun_if_id = ${R.REG_TUN_OFPORT}; `;
  const allowed = `ct_mark.blocked = 0; ct_mark.allow_established = ${R.REGBIT_ACL_PERSIST_ID}; ct_label.acl_id = ${R.REG_ACL_ID}; `;
  const stored =
    `ct_mark.obs_stage = ${R.REGBIT_ACL_OBS_STAGE}; ct_mark.obs_collector_id = ${R.REG_OBS_COLLECTOR_ID_EST}; ` +
    `ct_label.obs_point_id = ${R.REG_OBS_POINT_ID_EST}; `;
  const match = (label: number) => `outport == ${port} && ${R.REGBIT_ACL_LABEL} == ${label}`;
  yield flow('ls_out_stateful', 120, match(0), `ct_commit { ${allowed}${tunnel}}; next;`);
  yield flow('ls_out_stateful', 120, match(1), `ct_commit { ${allowed}${stored}${tunnel}}; next;`);
}

/** Of a port on another switch, this switch can have a child. */
const portOrChild = ({ ports }: Switch, name: string): SwitchPort | undefined =>
  ports.find(port => port.name === name) ?? ports.find(({ nb }) => nb.parent_name === name);
