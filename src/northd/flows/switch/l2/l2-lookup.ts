/** ls_in_l2_lkup, ls_in_l2_unknown: where a frame goes, by its destination MAC. */

import { isEnabled, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import { isTrue } from '../../../model/option-values.ts';
import type { Context, Rule } from '../../context.ts';
import { flow } from '../../flow.ts';

/** `build_lswitch_lflows_l2_unknown`. */
export const l2Unknown: Rule<Switch> = ({ hasUnknown }, { options }) => [
  flow('ls_in_l2_unknown', 50, 'outport == "none"', hasUnknown ? 'outport = "_MC_unknown"; output;' : options.drop),
  flow('ls_in_l2_unknown', 0, '1', 'output;'),
];

/** `build_lswitch_ip_unicast_lookup`, but for the router's ARP requests. */
export const unicastLookup: Rule<SwitchPort> = (port, context) => {
  const { nb, addresses, peer, hasUnknown } = port;
  const usesFdb = nb.type === '' && hasUnknown && isTrue(nb.options, 'force_fdb_lookup');
  if (nb.type === 'external' || usesFdb) return [];
  if (nb.type === 'router' && peer) return routerLookup(port, context);
  const actions = deliver(port, port.quoted, context);
  return addresses.map(({ mac }) => flow('ls_in_l2_lkup', 50, `eth.dst == ${mac}`, actions, nb));
};

const routerLookup: Rule<SwitchPort> = function* (port, context) {
  const { nb, quoted, peer, proxyArp, chassisRedirect } = port;
  const { mac } = peer!.addresses;
  const match = proxyArp?.mac ? `eth.dst == { ${proxyArp.mac}, ${mac} }` : `eth.dst == ${mac}`;
  if (!isOnPhysicalNetwork(port) && chassisRedirect) {
    const elsewhere = `eth.dst == ${mac} && !is_chassis_resident(${chassisRedirect.quoted})`;
    yield flow('ls_in_l2_lkup', 50, elsewhere, deliver(port, chassisRedirect.quoted, context), nb);
  }
  yield flow('ls_in_l2_lkup', 50, `${match}${residence(port)}`, deliver(port, quoted, context), nb);
};

/** The chassis on which alone the router's MAC may be taken for its own. */
function residence(port: SwitchPort): string {
  const { peer, chassisRedirect } = port;
  const resident = isOnPhysicalNetwork(port) ? (peer!.chassisRedirect ?? redirectTarget(port)) : chassisRedirect;
  return resident ? ` && is_chassis_resident(${resident.quoted})` : '';
}

function redirectTarget({ peer }: SwitchPort): SwitchPort['chassisRedirect'] {
  const [gateway, ...others] = peer!.datapath.gatewayPorts;
  const resides = isTrue(peer!.nb.options, 'reside-on-redirect-chassis');
  return resides && others.length === 0 ? gateway?.chassisRedirect : undefined;
}

const isOnPhysicalNetwork = ({ peer, datapath }: SwitchPort): boolean =>
  peer!.datapath.gatewayPorts.length > 0 && datapath.localnetPorts.length > 0;

function deliver(port: SwitchPort, outport: string, { options }: Context): string {
  if (!isEnabled(port)) return options.drop;
  return isClonedToUnknown(port)
    ? `clone {outport = ${outport}; output; };outport = "_MC_unknown"; output;`
    : `outport = ${outport}; output;`;
}

const isClonedToUnknown = ({ nb, datapath }: SwitchPort): boolean =>
  nb.type === '' && nb.options.get('pkt_clone_type')?.toLowerCase() === 'mc_unknown' && datapath.hasUnknown;

/** `build_lswitch_ip_unicast_lookup_for_nats`: MAC addresses of distributed NAT rules. */
export const natLookup: Rule<SwitchPort> = (port, { natsOf, options }) => {
  if (!port.peer?.chassisRedirect) return [];
  const actions = isEnabled(port) ? `outport = ${port.quoted}; output;` : options.drop;
  return natsOf(port.peer.datapath).distributedMacs.map(({ mac, logicalPort }) =>
    flow('ls_in_l2_lkup', 50, `eth.dst == ${mac} && is_chassis_resident("${logicalPort}")`, actions, port.nb),
  );
};
