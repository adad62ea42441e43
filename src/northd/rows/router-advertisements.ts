/**
 * The options of a router port's Port_Binding with which ovn-controller sends IPv6 router advertisements and requests
 * prefixes (`ovn_update_ipv6_opt_for_op` and `copy_ra_to_sb` in northd/northd.c).
 */
import { networkAddress, printPrefix } from '../../base/ip.ts';
import { RA_ADDRESS_MODES, RA_PREFERENCES } from '../../ovn/options/nd-ra-options.ts';
import { integer, isTrue, type Options } from '../../ovn/schema/option-values.ts';
import { isEnabled, type RouterPort } from '../model/datapath.ts';

const LOWEST_IPV6_MTU = 1280;

export function* routerAdvertisementOptions(port: RouterPort): Generator<[string, string]> {
  const { nb, peer } = port;
  if (nb.peer !== undefined || !peer) return;
  if (isEnabled(port) && isTrue(nb.options, 'prefix_delegation')) yield ['ipv6_prefix_delegation', 'true'];
  if (isEnabled(port) && isTrue(nb.options, 'prefix')) yield ['ipv6_prefix', 'true'];
  const mode = nb.ipv6_ra_configs.get('address_mode') ?? '';
  if (!Object.hasOwn(RA_ADDRESS_MODES, mode) || !isTrue(nb.ipv6_ra_configs, 'send_periodic')) return;
  yield ['ipv6_ra_send_periodic', 'true'];
  yield ['ipv6_ra_address_mode', mode];
  yield* intervals(nb.ipv6_ra_configs);
  yield* contents(nb.ipv6_ra_configs);
  yield* sourceAndPrefixes(port);
}

/** In seconds, within the limits of RFC 4861 section 6.2.1. */
function* intervals(configs: Options): Generator<[string, string]> {
  const longest = clamp(integer(configs, 'max_interval', 600), 4, 1800);
  const usual = Math.floor(longest >= 9 ? longest / 3 : (longest * 3) / 4);
  const shortest = Math.max(Math.min(integer(configs, 'min_interval', usual), Math.floor((longest * 3) / 4)), 3);
  yield ['ipv6_ra_max_interval', String(longest)];
  yield ['ipv6_ra_min_interval', String(shortest)];
}

function* contents(configs: Options): Generator<[string, string]> {
  const mtu = integer(configs, 'mtu');
  const preference = configs.get('router_preference') ?? '';
  if (mtu >= LOWEST_IPV6_MTU) yield ['ipv6_ra_mtu', String(mtu)];
  yield ['ipv6_ra_prf', Object.hasOwn(RA_PREFERENCES, preference) ? preference : 'MEDIUM'];
  for (const name of ['rdnss', 'dnssl', 'route_info']) {
    const value = configs.get(name);
    if (value !== undefined) yield [`ipv6_ra_${name}`, value];
  }
}

function* sourceAndPrefixes({ nb, addresses }: RouterPort): Generator<[string, string]> {
  const prefixes = addresses.ipv6
    .filter(({ text }) => !text.startsWith('fe80:'))
    .map(ip => printPrefix(networkAddress(ip)));
  yield ['ipv6_ra_src_addr', addresses.ipv6.findLast(({ text }) => text.startsWith('fe80:'))!.text];
  yield ['ipv6_ra_src_eth', addresses.mac];
  yield ['ipv6_ra_prefixes', [...prefixes, ...nb.ipv6_prefix].join(' ')];
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
