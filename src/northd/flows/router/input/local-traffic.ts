/** lr_in_ip_input: packets that no router forwards, whatever its addresses. */
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_misc_local_traffic_drop_flows_for_lrouter`. */
export function* localTraffic(): Iterable<Flow> {
  yield flow('lr_in_ip_input', 0, '1', 'next;');
}
