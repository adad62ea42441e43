/** Affinity of load balancers: stores which backend a client got. */
import type { PresentStage } from '../../../ovn/release/stages.ts';
import { type Backend, printEndpoint } from '../../model/lb/backends.ts';
import type { Vip } from '../../model/lb/vips.ts';
import type { LoadBalancer } from '../../model/load-balancers.ts';
import type { RuleContext } from './context.ts';
import { type Flow, flow } from './flow.ts';
import { ipOf } from './ip-field.ts';
import { vipRegister } from './load-balancing.ts';

/** Where the original destination of a packet is. */
export interface VipRegisters {
  readonly ip: string;
  readonly port: string;
}

export const vipRegisters = (vip: Vip, context: RuleContext): VipRegisters => ({
  ip: vipRegister(vip, context),
  port: context.registers.REG_LB_PORT,
});

export function learnAffinity(
  stage: PresentStage,
  vip: Vip,
  backend: Backend,
  lb: LoadBalancer,
  context: RuleContext,
  stored: VipRegisters = vipRegisters(vip, context),
): Flow {
  const { REGBIT_KNOWN_LB_SESSION } = context.registers;
  const family = ipOf(vip);
  const ofPort = vip.port === undefined ? '' : ` && ${stored.port} == ${vip.port}`;
  const toPort = backend.port === undefined ? '' : ` && ${lb.protocol}.dst == ${backend.port}`;
  const chosen = `${stored.ip} == ${vip.ip}${ofPort} && ${family}.dst == ${backend.ip}${toPort}`;
  const match = `${REGBIT_KNOWN_LB_SESSION} == 0 && ct.new && ${family} && ${chosen}`;
  const endpoints = `vip = "${printEndpoint(vip, vip.family)}", backend = "${printEndpoint(backend, vip.family)}"`;
  const protocol = vip.port === undefined ? '' : `, proto = ${lb.protocol}`;
  const commit = `commit_lb_aff(${endpoints}${protocol}, timeout = ${lb.affinityTimeout});`;
  return flow(stage, 100, match, `${commit} /* drop */`, lb.madeFor);
}
