/**
 * The addresses that a primary network reserves: the gateway's and the node's in its subnets, and a range between its
 * routers (OVN-Kubernetes release 1.2, go-controller/pkg/util/multi_network.go and pkg/ovn/transit_router.go). A
 * network without choices gets the addresses of release 1.1.
 */
import { type Address, addressBits, contains, networkAddress, type Prefix } from '../../base/ip.ts';
import { bothFamilies, NETWORK_JOIN, withDefaults } from '../../manifests/types/cluster-defaults.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import { lastAddress, nthAddress, ofFamily } from '../vocabulary/addresses.ts';
import type { NodeGateway, Settings, ZoneNetwork } from './zone.ts';

type Kept = Pick<ZoneNetwork, 'gatewayAddresses' | 'managementAddresses'>;
type Choices = Pick<NetworkSpec, 'subnets' | 'defaultGatewayIps' | 'infrastructureSubnets'>;

/**
 * The addresses in the network's configuration, or the first ones of its infrastructure subnets. By default, `.1` and
 * `.2` of each subnet.
 */
export function keptAddresses(choices: Choices): Kept {
  const pairs = choices.subnets.map(subnet => {
    const free = infrastructureAddresses(subnet, choices);
    const gateway = ofFamily(subnet.family, choices.defaultGatewayIps)[0] ?? free.next().value ?? nthAddress(subnet, 1);
    const management =
      firstOther(gateway, free) ?? firstOther(gateway, [nthAddress(subnet, 2), nthAddress(subnet, 1)])!;
    return [gateway, management].map(({ value }) => ({ ...subnet, value }));
  });
  return {
    gatewayAddresses: pairs.map(([gateway]) => gateway!),
    managementAddresses: pairs.map(([, management]) => management!),
  };
}

/**
 * All addresses of the infrastructure subnets. The first address of the network's own subnet is excluded, and in IPv4
 * also the last.
 */
function* infrastructureAddresses(subnet: Prefix, { infrastructureSubnets }: Choices): Generator<Address> {
  const edges = [networkAddress(subnet).value, ...(subnet.family === 4 ? [lastAddress(subnet)] : [])];
  for (const range of ofFamily(subnet.family, infrastructureSubnets)) {
    for (let { value } = networkAddress(range); value <= lastAddress(range); value++) {
      if (!edges.includes(value)) yield { family: subnet.family, value };
    }
  }
}

function firstOther(than: Address, addresses: Iterable<Address>): Address | undefined {
  for (const address of addresses) if (address.value !== than.value) return address;
  return undefined;
}

/** How many ranges OVN-Kubernetes tries. */
const ATTEMPTS = 10;

/**
 * The cluster's transit subnet for each of the network's subnets. If it overlaps with another range, the next range of
 * its size after that one.
 */
export function transitSubnets(network: NetworkSpec, settings: Settings): readonly Prefix[] {
  if (network.transitSubnets.length) return network.transitSubnets;
  const others: readonly Prefix[] = [
    ...settings.clusterNetworks,
    ...settings.serviceNetworks,
    ...bothFamilies(settings.defaultJoinSubnets),
    ...bothFamilies(settings.masqueradeSubnets),
    ...network.subnets,
    ...bothFamilies(withDefaults(network.joinSubnets, NETWORK_JOIN)),
  ].map(networkAddress);
  return network.subnets.map(({ family }) => freeRange(settings.transitSubnets[family], others));
}

function freeRange(wanted: Prefix, others: readonly Prefix[]): Prefix {
  let range = wanted;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const other = others.find(each => contains(each, range) || contains(range, each));
    if (!other) break;
    const wider = other.prefixLength < range.prefixLength ? other : range;
    range = { ...range, value: lastAddress(wider) + 1n };
  }
  return range;
}

/** Two addresses for each node, by its id: one of the transit router and one of the gateway router. */
export const transitAddresses = (ranges: readonly Prefix[], nodeId: number): NodeGateway['transitAddresses'] => ({
  transitRouter: ranges.map(range => linkAddress(range, 2 * nodeId)),
  gatewayRouter: ranges.map(range => linkAddress(range, 2 * nodeId + 1)),
});

const linkAddress = (range: Prefix, offset: number): Prefix => ({
  ...nthAddress(range, offset),
  prefixLength: addressBits(range.family) - 1,
});
