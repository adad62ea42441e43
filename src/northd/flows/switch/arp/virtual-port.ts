/** ls_in_arp_rsp: a virtual port is bound to the parent port that claims its address. */
import { parseAddress } from '../../../../base/ip.ts';
import { solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_arp_nd_responder_known_ips`: the part for virtual ports. */
export function* virtualPorts({ nb, quoted, datapath }: SwitchPort, { switchPorts }: RuleContext): Iterable<Flow> {
  if (nb.type !== 'virtual') return;
  const ip = nb.options.get('virtual-ip');
  const address = parseAddress(ip ?? '');
  if (!ip || !address) return;
  const claims = address.family === 4 ? arpClaims(ip) : ndClaims(ip, solicitedNode(address));
  const actions = `bind_vport(${quoted}, inport); next;`;
  for (const name of (nb.options.get('virtual-parents') ?? '').split(',')) {
    const parent = switchPorts.get(name);
    if (parent?.datapath !== datapath) continue;
    yield flow('ls_in_arp_rsp', 100, `inport == "${name}" && ${claims}`, actions, parent.madeFor);
  }
}

const arpClaims = (ip: string): string =>
  `((arp.op == 1 && arp.spa == ${ip} && arp.tpa == ${ip}) || (arp.op == 2 && arp.spa == ${ip}))`;

const ndClaims = (ip: string, multicast: string): string =>
  `((nd_ns && ip6.dst == {${ip}, ${multicast}} && nd.target == ${ip}) ||(nd_na && nd.target == ${ip}))`;
