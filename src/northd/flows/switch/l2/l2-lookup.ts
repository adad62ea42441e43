/** ls_in_l2_lkup, ls_in_l2_unknown: choose the output port by the destination MAC. */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { isEnabled, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import {
  acceptsEverywhere,
  andResident,
  isOnPhysicalNetwork,
  physicalResidence,
  residentAt,
} from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { evpnUnknown, isEvpn } from './evpn.ts';

/** `build_lswitch_lflows_l2_unknown`. */
export function* l2Unknown(ls: Switch, context: RuleContext): Iterable<Flow> {
  const actions = ls.hasUnknown ? 'outport = "_MC_unknown"; output;' : context.options.drop;
  if (isEvpn(ls, context)) {
    yield* evpnUnknown(ls, actions);
    return;
  }
  yield flow('ls_in_l2_unknown', 50, 'outport == "none"', actions);
  yield flow('ls_in_l2_unknown', 0, '1', 'output;');
}

/** `build_lswitch_ip_unicast_lookup`, except ARP requests of routers. */
export function* unicastLookup(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { nb, addresses, peer, hasUnknown } = port;
  const canUseFdb = context.has('responderOptions') && nb.type === '' && hasUnknown;
  const usesFdb = canUseFdb && isTrue(nb.options, 'force_fdb_lookup');
  if (nb.type === 'external' || usesFdb) return;
  if (nb.type === 'router' && peer) {
    yield* routerLookup(port, context);
    return;
  }
  const actions = deliver(port, port.quoted, context);
  for (const { mac } of addresses) yield flow('ls_in_l2_lkup', 50, `eth.dst == ${mac}`, actions, port.madeFor);
}

function* routerLookup(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { madeFor, quoted, peer, proxyArp, chassisRedirect } = port;
  const { mac } = peer!.addresses;
  const match = proxyArp?.mac ? `eth.dst == { ${proxyArp.mac}, ${mac} }` : `eth.dst == ${mac}`;
  if (!isOnPhysicalNetwork(peer!) && chassisRedirect) {
    const elsewhere = `eth.dst == ${mac} && !${residentAt(chassisRedirect)}`;
    yield flow('ls_in_l2_lkup', 50, elsewhere, deliver(port, chassisRedirect.quoted, context), madeFor);
  }
  yield flow('ls_in_l2_lkup', 50, `${match}${residence(port, context)}`, deliver(port, quoted, context), madeFor);
}

/** Limits the router's MAC to one chassis, where necessary. */
function residence({ peer, chassisRedirect }: SwitchPort, { has }: RuleContext): string {
  if (!isOnPhysicalNetwork(peer!)) return andResident(chassisRedirect);
  return acceptsEverywhere(peer!.datapath, has) ? '' : andResident(physicalResidence(peer!));
}

function deliver(port: SwitchPort, outport: string, { options, has }: RuleContext): string {
  if (!isEnabled(port)) return options.drop;
  return has('responderOptions') && isClonedToUnknown(port)
    ? `clone {outport = ${outport}; output; };outport = "_MC_unknown"; output;`
    : `outport = ${outport}; output;`;
}

const isClonedToUnknown = ({ nb, datapath }: SwitchPort): boolean =>
  nb.type === '' && nb.options.get('pkt_clone_type')?.toLowerCase() === 'mc_unknown' && datapath.hasUnknown;

/** `build_lswitch_ip_unicast_lookup_for_nats`: MAC addresses of distributed NAT rules. */
export function* natLookup(port: SwitchPort, { natsOf, options }: RuleContext): Iterable<Flow> {
  if (!port.peer?.chassisRedirect) return;
  const actions = isEnabled(port) ? `outport = ${port.quoted}; output;` : options.drop;
  for (const { mac, logicalPort } of natsOf(port.peer.datapath).distributedMacs) {
    const match = `eth.dst == ${mac} && is_chassis_resident("${logicalPort}")`;
    yield flow('ls_in_l2_lkup', 50, match, actions, port.madeFor);
  }
}
