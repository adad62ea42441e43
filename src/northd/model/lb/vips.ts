/** The VIPs of load balancers. One with an invalid backend is left out as a whole. Truth: lib/lb.c (`ovn_lb_vip_init`). */
import type { Address, Family } from '../../../base/ip.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import {
  type Backend,
  backendPortsOf,
  explicitBackends,
  parseEndpoint,
  partsOf,
  printIp,
  templateBackends,
  type VipSource,
} from './backends.ts';

export interface Vip {
  readonly ip: string;
  readonly port?: string;
  readonly family: Family;
  readonly address?: Address;
  readonly backends: readonly Backend[];
  /** The backends as written in the northbound row. */
  readonly backendsText: string;
  readonly healthCheck?: NbRow<'Load_Balancer_Health_Check'>;
}

export function parseVip(source: VipSource, key: string, value: string): Vip | undefined {
  return isTrue(source.nb.options, 'template') ? templateVip(source, key, value) : explicitVip(source, key, value);
}

function explicitVip(source: VipSource, key: string, value: string): Vip | undefined {
  const { nb } = source;
  const vip = parseEndpoint(key);
  if (!vip) return undefined;
  const healthCheck = nb.protocol === 'sctp' ? undefined : nb.health_check.find(check => check.vip === key);
  const portOf = backendPortsOf(source, vip.family, healthCheck !== undefined);
  const backends = explicitBackends(value, vip.family, vip.port > 0, portOf);
  if (!backends) return undefined;
  return {
    ip: printIp(vip),
    ...(vip.port ? { port: String(vip.port) } : {}),
    family: vip.family,
    address: vip,
    backends,
    backendsText: value,
    ...(healthCheck ? { healthCheck } : {}),
  };
}

/** `^VIP[:^PORT]` with backends `^BACKEND[:^PORT]`, or explicit ones; ovn-controller replaces the variables. */
function templateVip(source: VipSource, key: string, value: string): Vip | undefined {
  const [ip, port, ...rest] = partsOf(key);
  const family = (source.nb.options.get('address-family') ?? 'ipv4') === 'ipv4' ? 4 : 6;
  const portOf = backendPortsOf(source, 6, false);
  const backends = templateBackends(value, family, port !== undefined, portOf, source.has);
  if (!ip || rest.length || !backends) return undefined;
  return {
    ip,
    ...(port ? { port } : {}),
    family,
    backends,
    backendsText: value,
  };
}
