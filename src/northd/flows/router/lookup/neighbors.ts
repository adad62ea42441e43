/** lr_in_lookup_neighbor, lr_in_learn_neighbor: a router learns the MAC addresses of its neighbors from ARP and ND. */
import { isNotFalse } from '../../../../ovn/schema/option-values.ts';
import { networkText } from '../../../model/addresses.ts';
import type { Router, RouterPort } from '../../../model/datapath.ts';
import { andResident, residentAt } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

/** Whether the router learns from every ARP request, not only from those for its own addresses. */
const learnsFromRequests = ({ nb }: Router): boolean => isNotFalse(nb.options, 'always_learn_from_arp_request');

/** `build_neigh_learning_flows_for_lrouter`. */
export function* neighborLearning(router: Router, { has, registers: R, options }: RuleContext): Iterable<Flow> {
  const learnsAll = learnsFromRequests(router);
  const isKnown = R.REGBIT_LOOKUP_NEIGHBOR_RESULT;
  const isIpKnown = R.REGBIT_LOOKUP_NEIGHBOR_IP_RESULT;
  const isTransit = has('remoteRoutersLearn') && router.ports.some(({ isRemote }) => isRemote);
  const flood = isTransit ? 'flood_remote; ' : '';
  const alwaysLearn = learnsAll ? '' : `${isIpKnown} = 1; `;
  const knownIp = (ip: string) => (learnsAll ? '' : `${isIpKnown} = lookup_nd_ip(inport, ${ip}); `);
  const lookupArp = `${isKnown} = lookup_arp(inport, arp.spa, arp.sha); `;
  const lookupTarget = `${isKnown} = lookup_nd(inport, nd.target, nd.tll); `;
  const lookupSource = `${isKnown} = lookup_nd(inport, ip6.src, nd.sll); `;
  yield flow('lr_in_lookup_neighbor', 100, 'arp.op == 2', `${lookupArp}${alwaysLearn}${flood}next;`);
  yield flow('lr_in_lookup_neighbor', 100, 'nd_na', `${lookupTarget}${alwaysLearn}${flood}next;`);
  yield flow('lr_in_lookup_neighbor', 100, 'nd_ns', `${lookupSource}${knownIp('ip6.src')}next;`);
  if (!learnsAll) {
    const unsolicited = 'nd_na && ip6.src == fe80::/10 && ip6.dst == ff00::/8';
    yield flow('lr_in_lookup_neighbor', 110, unsolicited, `${lookupTarget}${knownIp('nd.target')}${flood}next;`);
  }
  yield flow('lr_in_lookup_neighbor', 0, '1', `${isKnown} = 1; next;`);
  const isNothingNew = `${isKnown} == 1${learnsAll ? '' : ` || ${isIpKnown} == 0`}`;
  yield flow('lr_in_learn_neighbor', 100, isNothingNew, 'mac_cache_use; next;');
  yield flow('lr_in_learn_neighbor', 95, 'nd_ns && (ip6.src == 0 || nd.sll == 0)', 'next;');
  yield metered(
    'nd-na',
    flow('lr_in_learn_neighbor', 95, 'nd_na && nd.tll == 0', 'put_nd(inport, nd.target, eth.src); next;'),
  );
  yield metered('arp', flow('lr_in_learn_neighbor', 90, 'arp', 'put_arp(inport, arp.spa, arp.sha); next;'));
  yield metered('nd-na', flow('lr_in_learn_neighbor', 90, 'nd_na', 'put_nd(inport, nd.target, nd.tll); next;'));
  yield metered('nd-ns', flow('lr_in_learn_neighbor', 90, 'nd_ns', 'put_nd(inport, ip6.src, nd.sll); next;'));
  yield flow('lr_in_learn_neighbor', 0, '1', options.drop);
}

/** `build_neigh_learning_flows_for_lrouter_port`: ARP requests from the networks of the port. */
export function* portNeighborLearning(port: RouterPort, { has, registers: R }: RuleContext): Iterable<Flow> {
  const learnsAll = learnsFromRequests(port.datapath);
  const lookup = `${R.REGBIT_LOOKUP_NEIGHBOR_RESULT} = lookup_arp(inport, arp.spa, arp.sha); `;
  const isIpKnown = R.REGBIT_LOOKUP_NEIGHBOR_IP_RESULT;
  const resident = has('requestsLearnedAtGateway') ? andResident(port.chassisRedirect) : '';
  for (const ip of port.addresses.ipv4) {
    const fromNetwork = `inport == ${port.quoted} && arp.spa == ${networkText(ip)}`;
    const request = `${fromNetwork} && arp.op == 1${resident}`;
    const knownIp = learnsAll ? '' : `${isIpKnown} = lookup_arp_ip(inport, arp.spa); `;
    yield flow('lr_in_lookup_neighbor', 100, request, `${lookup}${knownIp}next;`, port.madeFor);
    if (learnsAll) continue;
    const forPort = `${fromNetwork} && arp.tpa == ${ip.text} && arp.op == 1${resident}`;
    yield flow('lr_in_lookup_neighbor', 110, forPort, `${lookup}${isIpKnown} = 1; next;`, port.madeFor);
  }
}

/** `build_neigh_learning_flows_for_lrouter_port`: the part for gateway ports. The chassis of the gateway answers, too. */
export function* foreignNeighbors(port: RouterPort, { registers: R }: RuleContext): Iterable<Flow> {
  if (!port.chassisRedirect) return;
  const elsewhere = `eth.mcast && !${residentAt(port.chassisRedirect)}`;
  const match = `inport == ${port.quoted} && (nd_na || nd_ns) && ${elsewhere}`;
  yield flow('lr_in_lookup_neighbor', 120, match, `${R.REGBIT_LOOKUP_NEIGHBOR_RESULT} = 1; next;`, port.madeFor);
}
