/**
 * The value of the Classless Static Route option (RFC 3442). Each route has the prefix length, the significant bytes of
 * the network, and the router.
 */

import { concatBytes, readUint32 } from '../../base/bytes/bytes.ts';
import { printIPv4 } from '../../frames/ipv4.ts';
import { lowBytes, type Numeral, prefixLength } from './constant.ts';

/** The numerals alternate: network, router. OVN drops a last network that has no router. */
export function encodeStaticRoutes(numerals: readonly Numeral[]): Uint8Array {
  const routes = numerals.flatMap((network, index) => {
    const router = numerals[index + 1];
    return index % 2 === 0 && router ? [encodeRoute(network, router)] : [];
  });
  return concatBytes(routes);
}

function encodeRoute(network: Numeral, router: Numeral): Uint8Array {
  const length = network.mask === undefined ? 32 : prefixLength(network.mask, 32);
  const significant = lowBytes(network, 4).subarray(0, Math.ceil(length / 8));
  return concatBytes([Uint8Array.of(length), significant, lowBytes(router, 4)]);
}

/** `NETWORK/LENGTH,ROUTER, ...` as OVN writes it, or undefined if the bytes are not such a list. */
export function decodeStaticRoutes(bytes: Uint8Array): string | undefined {
  const routes: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const prefixLength = bytes[at]!;
    const routerAt = at + 1 + Math.ceil(prefixLength / 8);
    if (prefixLength > 32 || routerAt + 4 > bytes.length) return undefined;
    const network = readUint32(concatBytes([bytes.subarray(at + 1, routerAt), new Uint8Array(4)]), 0);
    routes.push(`${printIPv4(network)}/${prefixLength},${printIPv4(readUint32(bytes, routerAt))}`);
    at = routerAt + 4;
  }
  return routes.join(', ');
}
