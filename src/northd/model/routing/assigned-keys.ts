/** Which flows have tunnel keys in their texts: those of symmetric replies and of the address sets of VIPs. */
import { type Diagnostic, note } from '../../../base/diagnostic.ts';
import { isGatewayRouter, type Router } from '../datapath.ts';
import type { RouterNats } from '../nat/router-nats.ts';
import type { Routing } from './routing.ts';

/**
 * A note, if flows of stored routers have keys that a southbound database would give. `commitsAtEachPort` means that each port of
 * a router has a flow for symmetric replies.
 */
export function assignedKeys(
  routers: readonly Router[],
  natsOf: (router: Router) => RouterNats,
  routing: Routing,
  commitsAtEachPort: boolean,
): readonly Diagnostic[] {
  const hasKey = (router: Router) =>
    natsOf(router).reachableVips.length > 0 ||
    (commitsAtEachPort ? router.ports.length > 0 : repliesSymmetrically(router, routing));
  const isKeyed = (router: Router) => router.nb._uuid !== '' && hasKey(router);
  const keyed = routers.filter(isKeyed).map(({ nb }) => nb.name);
  const what = 'flows have tunnel keys, which are assigned as in an empty southbound database; sb.db has those in use';
  return keyed.length > 0 ? [note('keys-assigned', `Logical_Router ${keyed.join(', ')}: ${what}`)] : [];
}

const repliesSymmetrically = (router: Router, { groupsOf }: Routing): boolean =>
  isGatewayRouter(router) && groupsOf(router).some(({ routes }) => routes.some(({ isSymmetric }) => isSymmetric));
