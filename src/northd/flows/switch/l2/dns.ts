/**
 * ls_in_dns_lookup, ls_in_dns_response: ovn-controller answers DNS queries. Also the flows of the DHCP and DNS stages that
 * pass all other packets on.
 */

import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

const STAGES = [
  'ls_in_dhcp_options',
  'ls_in_dhcp_response',
  'ls_in_dns_lookup',
  'ls_in_dns_response',
  'ls_in_external_port',
] as const;

/** `build_lswitch_dhcp_and_dns_defaults`. */
export function* dhcpAndDnsDefaults(): Iterable<Flow> {
  for (const stage of STAGES) yield flow(stage, 0, '1', 'next;');
}

/** `build_lswitch_dns_lookup_and_response`. */
export function* dns({ nb }: Switch, { registers: { REGBIT_DNS_LOOKUP_RESULT } }: RuleContext): Iterable<Flow> {
  if (nb.dns_records.every(({ records }) => records.size === 0)) return;
  yield metered(
    'dns',
    flow('ls_in_dns_lookup', 100, 'udp.dst == 53', `${REGBIT_DNS_LOOKUP_RESULT} = dns_lookup(); next;`),
  );
  for (const ip of ['ip4', 'ip6']) {
    const reply =
      `eth.dst <-> eth.src; ${ip}.src <-> ${ip}.dst; udp.dst = udp.src; udp.src = 53; ` +
      'outport = inport; flags.loopback = 1; output;';
    yield flow('ls_in_dns_response', 100, `udp.dst == 53 && ${REGBIT_DNS_LOOKUP_RESULT}`, reply);
  }
}
