/**
 * lr_in_ecmp_stateful_egr: connections that leave by a route with `ecmp_symmetric_reply` are bound to the port and MAC of their
 * peer when they leave.
 */
import type { Router, RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_ecmp_stateful_egr_flows_for_lrouter`. */
export function* symmetricCommitDefault(_: Router, { stage }: RuleContext): Iterable<Flow> {
  const commitStage = stage('lr_in_ecmp_stateful_egr');
  if (commitStage) yield flow(commitStage, 0, '1', 'output;');
}

/**
 * `build_ecmp_stateful_egr_flows_for_lrouter_port`: for each port and the port derived from it, whether a symmetric route leads
 * to it or not.
 */
export function* symmetricCommit(port: RouterPort, { stage, registers: R }: RuleContext): Iterable<Flow> {
  const commitStage = stage('lr_in_ecmp_stateful_egr');
  if (!commitStage) return;
  for (const { quoted, tunnelKey } of [port, ...(port.chassisRedirect ? [port.chassisRedirect] : [])]) {
    const match = `${R.REGBIT_NEEDS_ECMP_STATEFUL_COMMIT} == 1 && ip && outport == ${quoted}`;
    const mark = `ct_label.ecmp_reply_eth = eth.dst; ct_mark.ecmp_reply_port = ${tunnelKey};`;
    yield flow(commitStage, 100, match, `ct_commit { ${mark}}; output;`);
  }
}
