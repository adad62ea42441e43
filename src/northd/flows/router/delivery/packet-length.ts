/** lr_in_chk_pkt_len, lr_in_larger_pkts: packets that are too long for a port with `gateway_mtu`. */
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_check_pkt_len_flows_for_lrouter`. */
export function* packetLength(): Iterable<Flow> {
  yield flow('lr_in_chk_pkt_len', 0, '1', 'next;');
  yield flow('lr_in_larger_pkts', 0, '1', 'next;');
}
