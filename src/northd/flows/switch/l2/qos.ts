/** ls_in_qos, ls_out_qos: rate limits, DSCP and packet marks. */
import { warning } from '../../../../base/diagnostic.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

const MAX_DSCP = 63;

/** `build_qos`. */
export function* qos({ nb }: Switch, context: RuleContext): Iterable<Flow> {
  yield* pass(['ls_in_qos', 'ls_out_qos'], context);
  for (const rule of nb.qos_rules) {
    const stage = context.stage(rule.direction === 'from-lport' ? 'ls_in_qos' : 'ls_out_qos');
    if (!stage) continue;
    yield flow(stage, rule.priority, rule.match, `${setMeter(rule)}${marks(rule, context)}next;`, madeFor('QoS', rule));
  }
}

function setMeter({ bandwidth }: NbRow<'QoS'>): string {
  const rate = bandwidth.get('rate');
  const burst = bandwidth.get('burst');
  if (!rate) return '';
  return burst ? `set_meter(${rate}, ${burst}); ` : `set_meter(${rate}); `;
}

function marks({ action, match }: NbRow<'QoS'>, { report }: RuleContext): string {
  const dscp = action.get('dscp');
  const mark = action.get('mark');
  const isDscp = dscp !== undefined && dscp <= MAX_DSCP;
  if (dscp !== undefined && !isDscp)
    report(warning('bad-dscp', `QoS '${match}': DSCP ${dscp} is more than ${MAX_DSCP}`));
  return `${isDscp ? `ip.dscp = ${dscp}; ` : ''}${mark === undefined ? '' : `pkt.mark = ${mark}; `}`;
}
