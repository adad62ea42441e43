/** The packets of a guest as a microflow: their inport and their source addresses (man ovn-trace, "Microflow"). */
import { parseAddress } from '../../base/ip.ts';
import type { Guest } from './guest.ts';

export interface SourceAddresses {
  /** Whether packets have the guest's IPv4 or IPv6 address. */
  readonly withIp4Src?: boolean | undefined;
  readonly withIp6Src?: boolean | undefined;
}

/** `inport == "port" && eth.src == 0a:58:ac:16:00:06 && REST`, or which address the source lacks. */
export function guestMicroflow(
  guest: Guest,
  rest: string,
  { withIp4Src, withIp6Src }: SourceAddresses,
): string | { readonly error: string } {
  const port = guest.port.logical_port;
  const ofFamily = (family: 4 | 6) => guest.ips.find(text => parseAddress(text)?.family === family);
  const wanted = [
    ['MAC', 'eth.src', guest.mac, true],
    ['IPv4', 'ip4.src', ofFamily(4), withIp4Src],
    ['IPv6', 'ip6.src', ofFamily(6), withIp6Src],
  ] as const;
  const terms = [`inport == ${JSON.stringify(port)}`];
  for (const [what, field, address, isWanted] of wanted) {
    if (!isWanted) continue;
    if (address === undefined) return { error: `the source does not have the ${what} address of ${port}` };
    terms.push(`${field} == ${address}`);
  }
  if (rest.trim() !== '') terms.push(rest.includes('||') ? `(${rest})` : rest);
  return terms.join(' && ');
}
