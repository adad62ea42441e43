/**
 * Sets of packets in OVN's match language. There, a comparison has its prerequisites also if it is negated: `!(tcp.dst == 80)`
 * is only about TCP. So "all others" is a disjunction. Protocols and types of ICMP are nominal, so all other numbers are listed.
 */
import type { PortText } from '../../analyze/expect/test-case.ts';
import { IP_PROTOCOLS, type IpProtocolName } from '../../base/protocols/ip-protocols.ts';
import { type ProtocolAndPort, parseProtocol } from '../explain/protocol.ts';

/** Fields of 8 bits, each with a value that is not of these. */
function otherThan(field: string, values: readonly number[]): string {
  const numbers = Array.from({ length: 256 }, (_, number) => number).filter(number => !values.includes(number));
  return `${field} == {${numbers.join(', ')}}`;
}

const ofOthers = (protocol: IpProtocolName): string => otherThan('ip.proto', [IP_PROTOCOLS[protocol]]);

/** Of ICMPv6: neighbor discovery and multicast listeners. OVN lets these pass before any policy. */
const UNFILTERED = [130, 131, 132, 133, 134, 135, 136, 143];
const ECHO = 8;
const ECHO6 = 128;

/** All IP packets that policies are about. */
export const ALL_PACKETS = `ip4 || (ip6 && (${ofOthers('icmp6')} || ${otherThan('icmp6.type', UNFILTERED)}))`;

export function matchOfPort(text: PortText): string {
  const { protocol, port } = checked(text);
  return protocol === 'icmp' ? `icmp4.type == ${ECHO} || icmp6.type == ${ECHO6}` : `${protocol}.dst == ${port}`;
}

/** All IP packets that are not of the port. */
export function matchOfOthers(text: PortText): string {
  const { protocol, port } = checked(text);
  if (protocol !== 'icmp') return `(${ofOthers(protocol)} || ${protocol}.dst != ${port})`;
  const four = `ip6 || ${ofOthers('icmp')} || ${otherThan('icmp4.type', [ECHO])}`;
  const six = `ip4 || ${ofOthers('icmp6')} || ${otherThan('icmp6.type', [ECHO6])}`;
  return `(${four}) && (${six})`;
}

function checked(text: PortText): ProtocolAndPort {
  const parsed = parseProtocol(text);
  if ('error' in parsed || !parsed.value) throw new Error(`${text}: not checked by the reader of test files`);
  return parsed.value;
}
