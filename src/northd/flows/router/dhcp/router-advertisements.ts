/** lr_in_nd_ra_options, lr_in_nd_ra_response: a router answers router solicitations. */
import { RA_ADDRESS_MODES } from '../../../../ovn/options/nd-ra-options.ts';
import { integer, type Options } from '../../../../ovn/schema/option-values.ts';
import { isLinkLocal, networkText } from '../../../model/addresses.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

/** `build_ND_RA_flows_for_lrouter`. */
export function* routerAdvertisementDefaults(): Iterable<Flow> {
  yield flow('lr_in_nd_ra_options', 0, '1', 'next;');
  yield flow('lr_in_nd_ra_response', 0, '1', 'next;');
}

/** `build_ND_RA_flows_for_lrouter_port`. */
export function* answerSolicitations(port: RouterPort, { registers: R }: RuleContext): Iterable<Flow> {
  const { nb, peer, addresses, quoted, madeFor } = port;
  const mode = nb.ipv6_ra_configs.get('address_mode') ?? '';
  const prefixes = addresses.ipv6.filter(ip => !isLinkLocal(ip));
  if (nb.peer !== undefined || !peer || !Object.hasOwn(RA_ADDRESS_MODES, mode) || prefixes.length === 0) return;
  const { mac } = addresses;
  const options = [
    `addr_mode = "${mode}"`,
    `slla = ${mac}`,
    ...optionsOf(nb.ipv6_ra_configs),
    ...prefixes.map(ip => `prefix = ${networkText(ip)}`),
  ];
  const isMade = R.REGBIT_ND_RA_OPTS_RESULT;
  const solicitation = `inport == ${quoted} && ip6.dst == ff02::2`;
  const make = `${isMade} = put_nd_ra_opts(${options.join(', ')}); next;`;
  yield metered('nd-ra-opts', flow('lr_in_nd_ra_options', 50, `${solicitation} && nd_rs`, make, madeFor));
  const source = `ip6.dst = ip6.src; ip6.src = ${addresses.ipv6.at(-1)!.text};`;
  const reply = `eth.dst = eth.src; eth.src = ${mac}; ${source} outport = inport; flags.loopback = 1; output;`;
  yield flow('lr_in_nd_ra_response', 50, `${solicitation} && nd_ra && ${isMade}`, reply, madeFor);
}

const LOWEST_IPV6_MTU = 1280;

function* optionsOf(configs: Options): Iterable<string> {
  const mtu = integer(configs, 'mtu');
  const preference = configs.get('router_preference') ?? 'MEDIUM';
  if (mtu >= LOWEST_IPV6_MTU) yield `mtu = ${mtu}`;
  if (preference !== 'MEDIUM') yield `router_preference = "${preference}"`;
  if (configs.has('rdnss')) yield `rdnss = ${configs.get('rdnss')}`;
  for (const name of ['dnssl', 'route_info']) {
    if (configs.has(name)) yield `${name} = "${configs.get(name)}"`;
  }
}
