/**
 * The policies of a router that can be used, with ovn-northd's ids of their chains. Truth: `build_route_policies` in
 * northd/northd.c.
 */
import type { Has } from '../../differences/differences.ts';
import type { Router } from '../datapath.ts';
import { type Hops, hopsOf, type PolicyRow, type PolicySources } from './policy-hops.ts';
import { inUuidOrder } from './router-order.ts';

export interface Policy extends Hops {
  readonly nb: PolicyRow;
  /** 0 for policies of no chain; absent if neither this router nor an earlier one has a chain. */
  readonly chain?: number | undefined;
  /** The chain that `jump` leads to. */
  readonly jumpChain: number;
}

export function policiesOfRouter(router: Router, sources: PolicySources): readonly Policy[] {
  const { has, chains, report } = sources;
  const rows = inUuidOrder(router.nb.policies);
  if (has('policyChains')) for (const { chain = '' } of rows) chains.idOf(chain);
  return rows.flatMap(nb => {
    const problem = columnProblem(nb, has) ?? jumpProblem(nb, sources);
    if (problem) {
      report(nb, router, `${problem}; it is left out`);
      return [];
    }
    const { hops, isCut } = hopsOf(nb, router, sources);
    if (has('usableHopsNumbered') && nb.action === 'reroute' && hops.length === 0) return [];
    const chain = chains.isEmpty ? undefined : chains.idOf(nb.chain ?? '');
    return [{ nb, chain, jumpChain: nb.action === 'jump' ? chains.idOf(nb.jump_chain!) : 0, hops, isCut }];
  });
}

function columnProblem({ action, nexthop, nexthops, output_port }: PolicyRow, has: Has): string | undefined {
  if (has('nexthopColumnIgnored') && nexthop) return 'it has the column nexthop, which this release does not read';
  const hasPort = has('policyOutputPorts') && output_port !== undefined;
  if (action === 'reroute' && hasPort && nexthops.length !== 1) return 'it has an output port, but not one next hop';
  return undefined;
}

function jumpProblem({ action, jump_chain = '' }: PolicyRow, { has, chains }: PolicySources): string | undefined {
  if (action !== 'jump' || chains.has(jump_chain)) return undefined;
  if (!has('policyChains')) return 'this release has no chains';
  return jump_chain === '' ? 'it does not name the chain to jump to' : `the chain ${jump_chain} does not exist`;
}
