/** lr_in_nd_ra_options, lr_in_nd_ra_response: a router answers router solicitations. */
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_ND_RA_flows_for_lrouter`. */
export function* routerAdvertisementDefaults(): Iterable<Flow> {
  yield flow('lr_in_nd_ra_options', 0, '1', 'next;');
  yield flow('lr_in_nd_ra_response', 0, '1', 'next;');
}
