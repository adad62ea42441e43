/**
 * The option `gateway_mtu` of a router port: packets that are longer are marked (`build_gateway_mtu_flow`), and answered with
 * an ICMP error.
 */
import type { Family } from '../../../../base/ip.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import { mtuOfGateway } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

type Checked = Pick<Flow, 'stage' | 'match' | 'actions' | 'hint'>;

/** A flow that marks longer packets, and one above it for packets of any length. */
export function* checkLength(port: RouterPort, checked: Checked, context: RuleContext): Iterable<Flow> {
  const { stage, match, actions, hint = port.madeFor } = checked;
  const mtu = mtuOfGateway(port);
  if (mtu === 0) {
    yield flow(stage, 50, match, actions, hint);
    return;
  }
  const check = `${context.registers.REGBIT_PKT_LARGER} = check_pkt_larger(${mtu + headerLength(port)}); `;
  yield flow(stage, 50, match, check + actions, hint);
  const passing = passingAnyLength(port, context);
  if (passing.length > 0) yield flow(stage, 55, `${match} && (${passing.join(' || ')})`, actions, hint);
}

/** Matches packets that pass at any length: by the option `gateway_mtu_bypass`, and ARP. */
const passingAnyLength = ({ nb }: RouterPort, { has }: RuleContext): readonly string[] => {
  const bypass = nb.options.get('gateway_mtu_bypass');
  return [...(has('arpPassesMtuCheck') ? ['arp'] : []), ...(bypass === undefined ? [] : [bypass])];
};

const MESSAGES: Readonly<Record<Family, string>> = {
  4: 'icmp4.type = 3; /* Destination Unreachable. */ icmp4.code = 4; /* Frag Needed and DF was Set. */',
  6: 'icmp6.type = 2; /* Packet Too Big. */ icmp6.code = 0;',
};

/** The fields of the ICMP error, without addresses. */
export const tooBigFields = (family: Family, ttl: number, mtu: number): string =>
  `ip.ttl = ${ttl}; ${MESSAGES[family]} icmp${family}.frag_mtu = ${mtu};`;

const ETHERNET = 14;
const ETHERNET_WITH_VLAN = 18;

/** `build_gateway_get_l2_hdr_size`: frames of a VLAN have a longer header. */
function headerLength({ peer }: RouterPort): number {
  const localnets = peer?.kind === 'switch-port' ? peer.datapath.localnetPorts : [];
  const isTagged = localnets.some(({ nb }) => nb.tag_request !== undefined && (nb.tag_request || nb.parent_name));
  return isTagged ? ETHERNET_WITH_VLAN : ETHERNET;
}
