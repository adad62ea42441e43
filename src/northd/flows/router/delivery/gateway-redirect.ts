/** lr_in_gw_redirect: packets to a distributed gateway port go to the chassis of the gateway. */
import type { Router } from '../../../model/datapath.ts';
import { leadsToVtep } from '../../../model/router-options.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_gateway_redirect_flows_for_lrouter`. */
export function* gatewayRedirect({ gatewayPorts }: Router): Iterable<Flow> {
  for (const port of gatewayPorts) {
    if (leadsToVtep(port)) continue;
    const actions = `outport = ${port.chassisRedirect!.quoted}; next;`;
    yield flow('lr_in_gw_redirect', 50, `outport == ${port.quoted}`, actions, port.madeFor);
  }
  yield flow('lr_in_gw_redirect', 0, '1', 'next;');
}
