/** lr_in_network_id: which network of the output port has the next hop. SNAT with the address of the router needs it. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';

/** The flag has four bits. Networks beyond count as the first one. */
const LAST_NETWORK_ID = 15;

export const networkId = (index: number): number => (index > LAST_NETWORK_ID ? 0 : index);

/** `build_lrouter_network_id_flows`: the networks of a family are numbered in their order. */
export function* nextHopNetworks({ ports }: Router, { stage, registers: R }: RuleContext): Iterable<Flow> {
  const networkStage = stage('lr_in_network_id');
  if (!networkStage) return;
  for (const { quoted, addresses, madeFor } of ports) {
    // The last address is the link-local one.
    for (const ips of [addresses.ipv4, addresses.ipv6.slice(0, -1)]) {
      for (const [index, { family, text, prefixLength }] of ips.entries()) {
        const nextHop = family === 4 ? R.REG_NEXT_HOP_IPV4 : R.REG_NEXT_HOP_IPV6;
        const match = `outport == ${quoted} && ip${family} && ${nextHop} == ${text}/${prefixLength}`;
        const made = flow(networkStage, 110, match, `flags.network_id = ${networkId(index)}; next;`);
        yield withoutHint(made, madeFor);
      }
    }
  }
  yield flow(networkStage, 105, '1', 'flags.network_id = 0; next;');
  yield flow(networkStage, 0, '1', 'next;');
}
