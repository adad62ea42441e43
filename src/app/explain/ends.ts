/** Who is asked about: FROM, which is a port here, and TO, which can be anything with an address. */
import { type Guest, guestsCalled, isIPv6 } from '../../analyze/guests/guest.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { parseAddress, printAddress } from '../../base/ip.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { GuestFault } from '../guests/choose-guest.ts';
import { isNear, receiverCalled } from '../guests/ports-between.ts';
import { notNode } from './not-a-guest.ts';

export type EndFault =
  | GuestFault
  | 'sender-unknown'
  | 'node-named'
  | 'network-missing'
  | 'service-unknown'
  | 'service-ports'
  | 'address-unknown'
  | 'gateway-unknown'
  | 'flow-unknown';

/** The addresses that `internet` means: of networks for documentation, which nothing else has. */
export const INTERNET = { 4: '203.0.113.1', 6: '2001:db8:ffff:ffff::1' } as const;

export type End =
  /** `address` is the one that names it, if one does. */
  | { readonly kind: 'guest'; readonly guest: Guest; readonly address?: string }
  | { readonly kind: 'service'; readonly name: string; readonly vips: readonly ServiceVip[] }
  | { readonly kind: 'address'; readonly name: string; readonly address: string }
  | { readonly kind: 'gateway' | 'internet' };

export interface ServiceVip {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
}

const SERVICE = 'service/';

/** Of several ports of a guest, the one on the network of the sender is meant. */
export function endCalled(name: string, from: Guest, sources: GuestSources): Result<End, Fault<EndFault>> {
  if (name === 'gw' || name === 'gateway') return { value: { kind: 'gateway' } };
  if (name === 'internet') return { value: { kind: 'internet' } };
  if (name.startsWith(SERVICE)) return serviceCalled(name, sources);
  const found = guestsCalled(name, sources.guests());
  const address = parseAddress(name);
  const near = found.filter(guest => isNear(guest, from, sources));
  const isOfOne = near.length === 1 || found.length === 1;
  if (address && !isOfOne) return { value: { kind: 'address', name, address: printAddress(address) } };
  const fault = found.length === 0 ? notNode(name, sources) : undefined;
  return (
    fault ??
    mapResult(receiverCalled(name, from, sources), guest => ({
      kind: 'guest',
      guest,
      ...(address && { address: printAddress(address) }),
    }))
  );
}

/** `service/NAMESPACE/NAME`. Load balancers of both databases have the names of their services. */
function serviceCalled(name: string, { nb, network, cluster }: GuestSources): Result<End, Fault<EndFault>> {
  const owner = name.slice(SERVICE.length);
  const ofOwner = (nb?.Load_Balancer ?? []).filter(
    ({ external_ids }) => external_ids.get(EXTERNAL_IDS.owner) === owner,
  );
  const ofName = network.Load_Balancer.filter(row => row.name.includes(`Service_${owner}_`));
  const rows = ofOwner.length > 0 ? ofOwner : ofName;
  const vips = rows.length > 0 ? vipsOf(rows) : addressesOf(owner, cluster);
  if (vips.length > 0) return { value: { kind: 'service', name, vips: unique(vips) } };
  const known = [...new Set((nb?.Load_Balancer ?? []).flatMap(row => row.external_ids.get(EXTERNAL_IDS.owner) ?? []))];
  const list = known.length > 0 ? `; there are ${known.slice(0, 20).join(', ')}` : '';
  return failed('service-unknown', `no load balancer of service "${owner}" is in the sources${list}`);
}

/** Of a Service without a load balancer on the networks of the sources, such as one of the default network, by its manifest. */
const addressesOf = (owner: string, cluster: GuestSources['cluster']): readonly ServiceVip[] =>
  (cluster?.services ?? [])
    .filter(({ namespace, name }) => `${namespace}/${name}` === owner)
    .flatMap(({ addresses, ports }) =>
      addresses.flatMap(address => ports.map(each => ({ ...each, address: printAddress(address) }))),
    );

/** The VIPs of load balancers of either database; without those of templates. */
export const vipsOf = (
  rows: readonly { readonly protocol?: string | undefined; readonly vips: ReadonlyMap<string, string> }[],
): readonly ServiceVip[] =>
  rows.flatMap(({ protocol, vips }) =>
    [...vips.keys()].flatMap(text => {
      const vip = parseHostPort(text);
      return vip ? [{ protocol: protocol ?? 'tcp', address: printAddress(vip.address), port: vip.port }] : [];
    }),
  );

const unique = (vips: readonly ServiceVip[]): readonly ServiceVip[] => [
  ...new Map(vips.map(vip => [`${vip.protocol} ${vip.address} ${vip.port}`, vip])).values(),
];

/** The first address of the guest of a family. */
export const guestAddress = ({ ips }: Guest, family: 4 | 6): string | undefined =>
  ips.find(ip => isIPv6(ip) === (family === 6));
