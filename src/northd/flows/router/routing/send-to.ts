/** The actions that send a packet to a next hop. */
import type { Family } from '../../../../base/ip.ts';
import type { WayOut } from '../../../model/routing/way-out.ts';
import type { RuleContext } from '../../shared/context.ts';

/** `hop` is an address or a field, `family` that of the next hop; `others` and `last` are actions among these. */
export function sendTo(
  hop: string,
  family: Family,
  { port, ip }: WayOut,
  others: string,
  { has, registers: R }: RuleContext,
  last = '',
): string {
  const nextHop = family === 4 || hop === 'ip4.dst' ? R.REG_NEXT_HOP_IPV4 : R.REG_NEXT_HOP_IPV6;
  const source = family === 4 ? R.REG_SRC_IPV4 : R.REG_SRC_IPV6;
  const out = `eth.src = ${port.addresses.mac}; outport = ${port.quoted};`;
  const isIpv4 = has('nextHopFamilyBit') ? `${R.REGBIT_NEXTHOP_IS_IPV4} = ${family === 4 ? 1 : 0}; ` : '';
  return `${nextHop} = ${hop}; ${source} = ${ip}; ${out} ${others}${isIpv4}${last}next;`;
}
