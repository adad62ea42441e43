/** The next hops of a policy that can be used, and the ports by which packets leave to them. */
import type { NbRow } from '../../../ovn/schema/nb.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router, RouterPort } from '../datapath.ts';
import { isDown } from './bfd-sessions.ts';
import type { NameIds } from './name-ids.ts';
import { inUuidOrder } from './router-order.ts';
import { type WayOut, wayOutBy, wayOutByName, wayOutByRow } from './way-out.ts';

export type PolicyRow = NbRow<'Logical_Router_Policy'>;

/** What the policies of all routers share. */
export interface PolicySources {
  readonly has: Has;
  readonly routerPorts: ReadonlyMap<string, RouterPort>;
  /** The chains of each router are added. */
  readonly chains: NameIds;
  readonly report: (row: PolicyRow, router: Router, problem: string) => void;
}

export interface PolicyHop {
  /** As the policy has it. */
  readonly nextHop: string;
  readonly wayOut: WayOut;
  /** Its id, if the policy has several next hops. */
  readonly id: number;
}

export interface Hops {
  /** The usable next hops of `reroute`. */
  readonly hops: readonly PolicyHop[];
  /** Whether the others are left out because no port reaches one of them. */
  readonly isCut: boolean;
}

export const familyOfHop = (nextHop: string): 4 | 6 => (nextHop.includes('.') ? 4 : 6);

export function hopsOf(nb: PolicyRow, router: Router, { has, routerPorts, report }: PolicySources): Hops {
  const hops: PolicyHop[] = [];
  const nextHops = nb.action === 'reroute' ? nextHopsOf(nb) : [];
  for (const [index, nextHop] of nextHops.entries()) {
    const wayOut = findWayOut(nb, nextHop, router, { has, routerPorts });
    if (!wayOut) report(nb, router, `no port has a network with the next hop '${nextHop}', which is left out`);
    if (!wayOut && !has('usableHopsNumbered')) return { hops, isCut: true };
    if (!wayOut || isWatchedAndDown(nb, nextHop, wayOut)) continue;
    hops.push({ nextHop, wayOut, id: (has('usableHopsNumbered') ? hops.length : index) + 1 });
  }
  return { hops, isCut: false };
}

const nextHopsOf = ({ nexthops, nexthop = '' }: PolicyRow): readonly string[] =>
  nexthops.length > 0 ? nexthops : [nexthop];

function findWayOut(
  { output_port }: PolicyRow,
  nextHop: string,
  router: Router,
  { has, routerPorts }: Pick<PolicySources, 'has' | 'routerPorts'>,
): WayOut | undefined {
  if (!output_port || !has('policyOutputPorts')) {
    return has('policyPortsByName') ? wayOutByName(router, nextHop) : wayOutByRow(router, nextHop);
  }
  const port = nextHop && routerPorts.get(output_port.name);
  return port ? wayOutBy(port, nextHop, familyOfHop(nextHop)) : undefined;
}

/** `check_bfd_state`: by the first session of the policy with this next hop and port. */
function isWatchedAndDown({ bfd_sessions }: PolicyRow, nextHop: string, { port }: WayOut): boolean {
  const session = inUuidOrder(bfd_sessions).find(
    ({ dst_ip, logical_port }) => dst_ip === nextHop && logical_port === port.name,
  );
  return session !== undefined && isDown(session);
}
