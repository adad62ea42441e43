/** Load balancers with parsed VIPs and backends. Truth: northd/lb.c (`ovn_northd_lb_init`). */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { integer, isTrue } from '../../ovn/schema/option-values.ts';
import type { Has } from '../differences/differences.ts';
import { parseVip, type Vip } from './lb/vips.ts';
import { type MadeFor, madeFor } from './made-for.ts';

export type Protocol = 'tcp' | 'udp' | 'sctp';

export interface LoadBalancer {
  readonly nb: NbRow<'Load_Balancer'>;
  readonly madeFor: MadeFor;
  readonly protocol: Protocol;
  readonly vips: readonly Vip[];
  /** Seconds; 0 without affinity. */
  readonly affinityTimeout: number;
  readonly rejectsWhenEmpty: boolean;
  /** Whether balanced connections keep their source address, even if the router would replace it. */
  readonly skipsSnat: boolean;
  /** Whether each chassis balances to its own backends. */
  readonly isDistributed: boolean;
  /** Whether backends are chosen without connection tracking, as far as the release can. */
  readonly isStateless: boolean;
  /** Whether other routers at the router's switches get routes to the VIPs. */
  readonly isRoutable: boolean;
}

const MAX_AFFINITY_TIMEOUT = 65535;

export function parseLoadBalancer(nb: NbRow<'Load_Balancer'>, has: Has, diagnostics: Diagnostic[]): LoadBalancer {
  const isDistributed = has('distributedBalancing') && isTrue(nb.options, 'distributed');
  const vips = [...nb.vips].map(([key, value]) => ({ key, vip: parseVip({ nb, isDistributed, has }, key, value) }));
  for (const { key, vip } of vips) {
    const [code, problem] = problemOf(key, vip) ?? [];
    if (code) diagnostics.push(warning(code, `Load_Balancer ${nb.name}: VIP ${key} or one of its backends ${problem}`));
  }
  return {
    nb,
    madeFor: madeFor('Load_Balancer', nb),
    protocol: nb.protocol === 'udp' || nb.protocol === 'sctp' ? nb.protocol : 'tcp',
    vips: vips.flatMap(({ vip }) => vip ?? []),
    affinityTimeout: Math.min(Math.max(0, integer(nb.options, 'affinity_timeout')), MAX_AFFINITY_TIMEOUT),
    rejectsWhenEmpty: isTrue(nb.options, 'reject'),
    skipsSnat: isTrue(nb.options, 'skip_snat'),
    isDistributed,
    isStateless: isTrue(nb.options, 'use_stateless_nat'),
    isRoutable: isTrue(nb.options, 'add_route') && !isTrue(nb.options, 'template'),
  };
}

function problemOf(key: string, vip: Vip | undefined): readonly [code: string, problem: string] | undefined {
  if (!vip) return ['bad-vip', 'is invalid; the VIP is left out'];
  if (!`${key}${vip.backendsText}`.includes('%')) return undefined;
  const meaning = 'ovn-northd needs that interface on its own machine, and no program can parse the flows';
  return ['vip-scope', `has an interface in its address: ${meaning}`];
}
