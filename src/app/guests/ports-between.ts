/** Of guests with several networks, which ports are meant: those of one network, where the two ends share any. */
import type { Guest } from '../../analyze/guests/guest.ts';
import { networkRole } from '../../analyze/guests/network-role.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { subnetsOf } from '../../analyze/guests/subnets.ts';
import { contains, parseAddress } from '../../base/ip.ts';
import type { Fault, Result } from '../../base/result.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { GuestFault } from './choose-guest.ts';
import { guestCalled, pluggedCalled } from './guest-called.ts';

/** The port from which a guest sends to what `to` names; `source` is its address, where that is given. */
export function senderCalled(
  name: string,
  to: string | undefined,
  sources: GuestSources,
  source?: string,
): Result<Guest, Fault<GuestFault>> {
  const found = pluggedCalled(name, sources);
  const withSource = found.filter(({ ips }) => source !== undefined && ips.includes(source));
  const near = withSource.length > 0 ? withSource : to === undefined ? found : sendersTo(to, found, sources);
  return guestCalled(name, sources, guest => near.includes(guest));
}

/** The port at which a guest gets packets of `from`: the one on that network, if it has any there. */
export const receiverCalled = (name: string, from: Guest, sources: GuestSources): Result<Guest, Fault<GuestFault>> =>
  guestCalled(name, sources, guest => isNear(guest, from, sources));

/** The port of a finished migration has no addresses. */
export const isNear = (guest: Guest, from: Guest, sources: GuestSources): boolean =>
  keyOf(guest, sources) === keyOf(from, sources) && guest.port.mac.length > 0;

/** The network of a port. Switches that OVN-Kubernetes did not make are networks of their own. */
const keyOf = (guest: Guest, sources: GuestSources): unknown =>
  guest.port.external_ids.get(EXTERNAL_IDS.network) ??
  (networkRole(guest, sources) === 'default' ? 'default' : guest.port.datapath);

/**
 * The ports from which a guest sends to what `to` names: those of the network for the services of Kubernetes if both ends are on
 * it, else those of a network that they share. An address is on the network that has it in its subnets.
 */
function sendersTo(to: string, from: readonly Guest[], sources: GuestSources): readonly Guest[] {
  const [mine, theirs] = [mainPorts(from, sources), pluggedCalled(to, sources)];
  const share = (ports: readonly Guest[], others: readonly Guest[]) =>
    ports.filter(each => others.some(other => keyOf(each, sources) === keyOf(other, sources)));
  const onMain = share(mine, mainPorts(theirs, sources));
  const shared =
    onMain.length > 0
      ? onMain
      : share(
          from,
          theirs.filter(each => networkRole(each, sources) !== 'default'),
        );
  if (shared.length > 0) return shared;
  const target = parseAddress(to);
  const near = from.filter(each => target && subnetsOf(each, sources).some(subnet => contains(subnet, target)));
  return near.length > 0 ? near : mine;
}

/** Pods have the addresses that Kubernetes knows on their primary network, or else on the one of the cluster. */
function mainPorts(guests: readonly Guest[], sources: GuestSources): readonly Guest[] {
  const ofRole = (role: 'primary' | 'default') => guests.filter(guest => networkRole(guest, sources) === role);
  const [primary, ofCluster] = [ofRole('primary'), ofRole('default')];
  return primary.length > 0 ? primary : ofCluster.length > 0 ? ofCluster : guests;
}
