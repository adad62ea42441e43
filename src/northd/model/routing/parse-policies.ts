/**
 * The policies of a router that can be used, with ovn-northd's ids of their chains. Truth: `build_route_policies` in
 * northd/northd.c.
 */
import type { NbRow } from '../../../ovn/schema/nb.ts';
import type { Router } from '../datapath.ts';
import { isDown } from './bfd-sessions.ts';
import type { NameIds } from './name-ids.ts';
import { inUuidOrder } from './router-order.ts';
import { type WayOut, wayOutOfPolicy } from './way-out.ts';

export interface PolicyHop {
  /** As the policy has it. */
  readonly nextHop: string;
  readonly wayOut: WayOut;
}

export interface Policy {
  readonly nb: PolicyRow;
  /** 0 for policies of no chain; absent if neither this router nor an earlier one has a chain. */
  readonly chain?: number | undefined;
  /** The chain that `jump` leads to. */
  readonly jumpChain: number;
  /** The usable next hops of `reroute`. */
  readonly hops: readonly PolicyHop[];
}

type PolicyRow = NbRow<'Logical_Router_Policy'>;

type Report = (row: PolicyRow, router: Router, problem: string) => void;

/** `chains` is for all routers, and this router's chains are added to it. */
export function policiesOfRouter(router: Router, chains: NameIds, report: Report): readonly Policy[] {
  const rows = inUuidOrder(router.nb.policies);
  for (const { chain = '' } of rows) chains.idOf(chain);
  return rows.flatMap(nb => {
    const problem = jumpProblem(nb, chains);
    if (problem) report(nb, router, `${problem}; it is left out`);
    const hops = nb.action === 'reroute' ? usableHops(nb, router, report) : [];
    if (problem || (nb.action === 'reroute' && hops.length === 0)) return [];
    const chain = chains.isEmpty ? undefined : chains.idOf(nb.chain ?? '');
    return [{ nb, chain, jumpChain: nb.action === 'jump' ? chains.idOf(nb.jump_chain!) : 0, hops }];
  });
}

function jumpProblem({ action, jump_chain = '' }: PolicyRow, chains: NameIds): string | undefined {
  if (action !== 'jump' || chains.has(jump_chain)) return undefined;
  return jump_chain === '' ? 'it does not name the chain to jump to' : `the chain ${jump_chain} does not exist`;
}

function usableHops(nb: PolicyRow, router: Router, report: Report): readonly PolicyHop[] {
  return nextHopsOf(nb).flatMap(nextHop => {
    const wayOut = wayOutOfPolicy(router, nextHop);
    if (!wayOut) report(nb, router, `no port has a network with the next hop '${nextHop}', which is left out`);
    return wayOut && !isWatchedAndDown(nb, nextHop, wayOut) ? [{ nextHop, wayOut }] : [];
  });
}

const nextHopsOf = ({ nexthops, nexthop = '' }: PolicyRow): readonly string[] =>
  nexthops.length > 0 ? nexthops : [nexthop];

/** `check_bfd_state`: by the first session of the policy with this next hop and port. */
function isWatchedAndDown({ bfd_sessions }: PolicyRow, nextHop: string, { port }: WayOut): boolean {
  const session = inUuidOrder(bfd_sessions).find(
    ({ dst_ip, logical_port }) => dst_ip === nextHop && logical_port === port.name,
  );
  return session !== undefined && isDown(session);
}
