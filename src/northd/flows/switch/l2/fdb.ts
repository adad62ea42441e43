/**
 * ls_in_lookup_fdb, ls_in_put_fdb and the same stages at egress: learn MAC addresses at ports with unknown addresses.
 */
import { isNotFalse, isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch, SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';
import { isEvpn } from './evpn.ts';

const LOOKUP_STAGES = ['ls_in_lookup_fdb', 'ls_in_put_fdb', 'ls_out_lookup_fdb', 'ls_out_put_fdb'] as const;

/** `build_lswitch_learn_fdb_od`. */
export function* fdbDefaults(ls: Switch, context: RuleContext): Iterable<Flow> {
  yield* pass(LOOKUP_STAGES, context);
  const remote = isEvpn(ls, context) ? 'remote_outport = get_remote_fdb(eth.dst); ' : '';
  yield flow('ls_in_l2_lkup', 0, '1', `outport = get_fdb(eth.dst); ${remote}next;`);
}

/** `build_lswitch_from_localnet_op`: packets from a localnet port are marked. */
export function* markLocalnet({ nb, madeFor, quoted }: SwitchPort): Iterable<Flow> {
  if (nb.type !== 'localnet') return;
  yield flow('ls_in_lookup_fdb', 50, `inport == ${quoted}`, 'flags.localnet = 1; next;', madeFor);
}

/** `build_lswitch_learn_fdb_op`. Remote ports learn at egress, on the chassis that the packet arrives at. */
export function* learnFdb(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { registers, stage } = context;
  const { REGBIT_LKUP_FDB } = registers;
  if (port.portSecurity.length > 0 || !port.hasUnknown || !canLearn(port, context)) return;
  const { nb, madeFor } = port;
  const direction = nb.type === 'remote' ? 'out' : 'in';
  const lookup = stage(`ls_${direction}_lookup_fdb`);
  const put = stage(`ls_${direction}_put_fdb`);
  if (!lookup || !put) return;
  const inport = `inport == ${port.quoted}`;
  const fromLocalnet = nb.type === 'localnet' ? 'flags.localnet = 1; ' : '';
  yield flow(lookup, 100, inport, `${fromLocalnet}${REGBIT_LKUP_FDB} = lookup_fdb(inport, eth.src); next;`, madeFor);
  yield flow(put, 100, `${inport} && ${REGBIT_LKUP_FDB} == 0`, 'put_fdb(inport, eth.src); next;', madeFor);
}

function canLearn({ nb }: SwitchPort, { has }: RuleContext): boolean {
  if (nb.type === 'localnet') return isTrue(nb.options, 'localnet_learn_fdb');
  if (nb.type === '') return !has('optionalLearning') || isNotFalse(nb.options, 'lsp_learn_fdb');
  return has('learnsRemoteMacs') && ['remote', 'switch'].includes(nb.type);
}
