/**
 * ls_in_qos, ls_out_qos, and the two stages of each that older releases have instead: rate limits, DSCP and packet marks.
 */
import { warning } from '../../../../base/diagnostic.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

const MAX_DSCP = 63;

/** `build_qos`: one stage limits the rate and marks the packets. */
export function* qos({ nb }: Switch, context: RuleContext): Iterable<Flow> {
  yield* pass(['ls_in_qos', 'ls_out_qos'], context);
  for (const rule of nb.qos_rules) {
    const stage = context.stage(rule.direction === 'from-lport' ? 'ls_in_qos' : 'ls_out_qos');
    if (!stage) continue;
    yield flow(stage, rule.priority, rule.match, `${setMeter(rule)}${marks(rule, context)}next;`, madeFor('QoS', rule));
  }
}

/** `build_qos`: one stage marks the packets, and another limits the rate. */
export function* qosInTwoStages({ nb }: Switch, context: RuleContext): Iterable<Flow> {
  yield* pass(['ls_in_qos_mark', 'ls_out_qos_mark', 'ls_in_qos_meter', 'ls_out_qos_meter'], context);
  for (const rule of nb.qos_rules) {
    const direction = rule.direction === 'from-lport' ? 'in' : 'out';
    const parts = [
      [context.stage(`ls_${direction}_qos_mark`), marks(rule, context)],
      [context.stage(`ls_${direction}_qos_meter`), setMeter(rule)],
    ] as const;
    for (const [stage, actions] of parts) {
      if (stage && actions) yield flow(stage, rule.priority, rule.match, `${actions}next;`, madeFor('QoS', rule));
    }
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
