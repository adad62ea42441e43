/**
 * ls_in_lookup_fdb, ls_in_put_fdb and the same stages at egress: learn MAC addresses at ports with unknown addresses.
 */
import type { SwitchStage } from '../../../../ovn/release/stages.ts';
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const LOOKUP_STAGES = ['ls_in_lookup_fdb', 'ls_in_put_fdb', 'ls_out_lookup_fdb', 'ls_out_put_fdb'] as const;

/** `build_lswitch_learn_fdb_od`. */
export function* fdbDefaults(): Iterable<Flow> {
  for (const stage of LOOKUP_STAGES) yield flow(stage, 0, '1', 'next;');
  yield flow('ls_in_l2_lkup', 0, '1', 'outport = get_fdb(eth.dst); next;');
}

/** `build_lswitch_learn_fdb_op`. Remote ports learn at egress, on the chassis that the packet arrives at. */
export function* learnFdb(port: SwitchPort, { registers: { REGBIT_LKUP_FDB } }: RuleContext): Iterable<Flow> {
  if (port.portSecurity.length > 0 || !port.hasUnknown || !canLearn(port)) return;
  const { nb, madeFor } = port;
  const [lookup, put]: readonly SwitchStage[] =
    nb.type === 'remote' ? ['ls_out_lookup_fdb', 'ls_out_put_fdb'] : ['ls_in_lookup_fdb', 'ls_in_put_fdb'];
  const inport = `inport == ${port.quoted}`;
  const fromLocalnet = nb.type === 'localnet' ? 'flags.localnet = 1; ' : '';
  yield flow(lookup!, 100, inport, `${fromLocalnet}${REGBIT_LKUP_FDB} = lookup_fdb(inport, eth.src); next;`, madeFor);
  yield flow(put!, 100, `${inport} && ${REGBIT_LKUP_FDB} == 0`, 'put_fdb(inport, eth.src); next;', madeFor);
}

function canLearn({ nb }: SwitchPort): boolean {
  if (nb.type === 'localnet') return isTrue(nb.options, 'localnet_learn_fdb');
  return ['', 'remote', 'switch'].includes(nb.type);
}
