/** Multicast_Group rows: the ports that get a multicast frame (`build_mcast_groups` in northd/en-multicast.c). */
import { MULTICAST_KEYS, type MulticastGroupName } from '../../ovn/multicast-groups.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Has } from '../differences/differences.ts';
import { leadsToRelay, receivesMulticast } from '../flows/switch/l2/multicast.ts';
import type { Port, Router, Switch, SwitchPort } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';
import { isMulticastFlooded, relaysMulticast } from '../model/router-options.ts';

type PortBindings = ReadonlyMap<string, SbRow<'Port_Binding'>>;

/** The test for the member ports of each group. */
const MEMBERS: Readonly<Record<MulticastGroupName, (port: SwitchPort) => boolean>> = {
  _MC_flood: () => true,
  _MC_unknown: port => port.hasUnknown,
  _MC_mrouter_flood: port => leadsToMulticastRouter(port) || wantsReports(port),
  _MC_static: port => isTrue(port.nb.options, 'mcast_flood'),
  _MC_flood_l2: port => port.nb.type !== 'router',
};
const GROUP_NAMES = Object.keys(MEMBERS) as readonly MulticastGroupName[];

export function* switchMulticastGroups(
  ls: Switch,
  bindings: PortBindings,
  has: Has,
): Generator<SbRow<'Multicast_Group'>> {
  const receivers = ls.ports.filter(port => receivesMulticast(port, has));
  for (const name of GROUP_NAMES) {
    const members = receivers.filter(MEMBERS[name]);
    if (members.length > 0) yield multicastGroup(ls, name, members, bindings);
  }
}

/** Router ports that get all multicast traffic. */
export function* routerMulticastGroups(router: Router, bindings: PortBindings): Generator<SbRow<'Multicast_Group'>> {
  const members = router.ports.filter(isMulticastFlooded);
  if (members.length > 0) yield multicastGroup(router, '_MC_static', members, bindings);
}

const leadsToMulticastRouter = ({ peer, datapath }: SwitchPort): boolean =>
  peer !== undefined && leadsToRelay(datapath) && relaysMulticast(peer.datapath);

const wantsReports = ({ nb }: SwitchPort): boolean => isTrue(nb.options, 'mcast_flood_reports');

function multicastGroup(
  { sb }: Switch | Router,
  name: MulticastGroupName,
  members: readonly Port[],
  bindings: PortBindings,
): SbRow<'Multicast_Group'> {
  return newRow(SB, 'Multicast_Group', {
    _uuid: derivedUuid('Multicast_Group', `${sb._uuid}\0${name}`),
    datapath: sb,
    name,
    tunnel_key: MULTICAST_KEYS[name],
    // The chassis-redirect port, if there is one, tunnels frames to the right chassis.
    ports: members.map(({ name, chassisRedirect }) => bindings.get(chassisRedirect?.name ?? name)!),
  });
}
