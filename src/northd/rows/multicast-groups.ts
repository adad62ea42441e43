/** Multicast_Group rows: the ports that a frame for many is sent to (`build_mcast_groups` in northd/en-multicast.c). */
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { relaysMulticast } from '../flows/switch/l2/multicast.ts';
import { isEnabled, type Port, type Router, type Switch, type SwitchPort } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';
import { isTrue } from '../model/option-values.ts';

type PortBindings = ReadonlyMap<string, SbRow<'Port_Binding'>>;

/** Northd's own groups, with their tunnel keys and who is in them. */
const GROUPS = [
  { name: '_MC_flood', key: 32768, has: () => true },
  { name: '_MC_unknown', key: 32769, has: port => port.hasUnknown },
  { name: '_MC_mrouter_flood', key: 32770, has: port => leadsToMulticastRouter(port) || wantsReports(port) },
  { name: '_MC_static', key: 32771, has: port => isTrue(port.nb.options, 'mcast_flood') },
  { name: '_MC_flood_l2', key: 32772, has: port => port.nb.type !== 'router' },
] as const satisfies readonly { name: string; key: number; has: (port: SwitchPort) => boolean }[];

export function* switchMulticastGroups(ls: Switch, bindings: PortBindings): Generator<SbRow<'Multicast_Group'>> {
  const enabled = ls.ports.filter(isEnabled);
  for (const { name, key, has } of GROUPS) {
    const members = enabled.filter(has);
    if (members.length > 0) yield multicastGroup(ls, name, key, members, bindings);
  }
}

/** Router ports that get all multicast traffic. */
export function* routerMulticastGroups(router: Router, bindings: PortBindings): Generator<SbRow<'Multicast_Group'>> {
  const members = router.ports.filter(port => isEnabled(port) && isTrue(port.nb.options, 'mcast_flood'));
  if (members.length > 0) yield multicastGroup(router, '_MC_static', 32771, members, bindings);
}

const leadsToMulticastRouter = ({ peer, datapath }: SwitchPort): boolean =>
  peer !== undefined && relaysMulticast(datapath) && isTrue(peer.datapath.nb.options, 'mcast_relay');

const wantsReports = ({ nb }: SwitchPort): boolean => isTrue(nb.options, 'mcast_flood_reports');

function multicastGroup(
  { sb }: Switch | Router,
  name: string,
  tunnelKey: number,
  members: readonly Port[],
  bindings: PortBindings,
): SbRow<'Multicast_Group'> {
  return newRow(SB, 'Multicast_Group', {
    _uuid: derivedUuid('Multicast_Group', `${sb._uuid}\0${name}`),
    datapath: sb,
    name,
    tunnel_key: tunnelKey,
    // Through the chassis-redirect port, if there is one, frames get tunnelled to the right chassis.
    ports: members.map(({ name, chassisRedirect }) => bindings.get(chassisRedirect?.name ?? name)!),
  });
}
